"""A web server as a careful host would set one up: compressed, cached for long where names are hashed, strict."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from types import MappingProxyType
from typing import Any

# Nothing but what the site itself brings; whatever asks for more is blocked, and the browser says so.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
PLAIN = frozenset({".woff2", ".png", ".jpg", ".avif", ".webp", ".pdf"})
TYPES = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".js": "text/javascript", ".wasm": "application/wasm"}


class Handler(BaseHTTPRequestHandler):
    """Gives out the files of a folder; what is not there gets the site's own page for that."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path, late: float, policy: Mapping[str, str]) -> None:
        self.folder = folder
        self.late = late
        self.policy = policy
        super().__init__(*args)

    def do_GET(self) -> None:
        """One file, with `index.html` for a folder."""
        path = self.path.split("?")[0].lstrip("/")
        file = self.folder / (f"{path}index.html" if path == "" or path.endswith("/") else path)
        status = 200 if file.is_file() else 404
        file = file if status == 200 else self.folder / "404.html"
        if file.suffix == ".woff2":
            sleep(self.late)
        data = file.read_bytes() if file.is_file() else b""
        packed = file.suffix not in PLAIN and "gzip" in self.headers.get("Accept-Encoding", "")
        data = _packed(data) if packed else data
        self.send_response(status)
        self.send_header("Content-Type", _type_of(file))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=31536000, immutable" if path.startswith("assets/") else "no-cache")
        self.send_header("Content-Security-Policy", self.policy.get(path, self.policy[""]))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    """Many connections at once; those that a browser keeps open end with it."""

    daemon_threads = True
    block_on_close = False


@cache
def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


def _type_of(file: Path) -> str:
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


@contextmanager
def served(folder: Path, late: float = 0, policy: Mapping[str, str] = MappingProxyType({"": POLICY})) -> Iterator[str]:
    """The address of a folder on a server of its own, for as long as the block lasts.

    `late`: how many seconds fonts keep their readers waiting. `policy`: what pages may do, by path; "" for all others.
    """
    server = Server(("127.0.0.1", 0), partial(Handler, folder=folder, late=late, policy=policy))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
