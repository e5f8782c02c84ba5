"""A built site on a server of its own, at the path that it is made for. Listens on this machine alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Handler(SimpleHTTPRequestHandler):
    """Serves the folder under the site's base path; says nothing."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, base_path: str, **named: Any) -> None:
        self._base_path = base_path
        super().__init__(*arguments, **named)

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(self._base_path.rstrip("/")) if path.startswith(self._base_path) else path
        return super().translate_path(inside)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A browser that hangs up is no error."""


@contextmanager
def served(folder: Path, base_path: str) -> Iterator[str]:
    """The address of the site, with its base path, while it is served."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder), base_path=base_path))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base_path}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
