"""Real web servers on this machine alone, each in a folder of its own, in front, for as long as a block lasts."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

NAMES = ("nginx", "apache", "caddy")
_PROGRAMS = {"nginx": "nginx", "apache": "apache2", "caddy": "caddy"}
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
_MODULES = Path("/usr/lib/apache2/modules")
_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_NGINX = """\
{modules}
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include {folder}/redirects;
        include {folder}/headers;
    }}
}}
"""
_APACHE = """\
ServerRoot {folder}
ServerName 127.0.0.1
PidFile {folder}/pid
DefaultRuntimeDir {folder}
Listen 127.0.0.1:{port}
TraceEnable Off
{modules}
StartServers 1
User www-data
Group www-data
ErrorLog {folder}/errors
TypesConfig /etc/mime.types
AddType application/x-gzip .gz
<Directory />
    Require all denied
</Directory>
<VirtualHost *:{port}>
    DocumentRoot {root}
    Include {folder}/redirects
    <Directory {site}>
        Require all granted
        Include {folder}/headers
    </Directory>
</VirtualHost>
"""
APACHE_MODULES = (*("mpm_event", "authz_core", "dir", "mime", "alias", "headers", "rewrite", "setenvif"),)
_CADDY = """\
{{
    admin off
    auto_https off
}}
:{port} {{
    bind 127.0.0.1
    root * {root}
    import {folder}/redirects
    import {folder}/headers
}}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. Names of headers are in small letters; of one that comes twice both values are there."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """What sitegen writes for a server."""

    headers: str
    redirects: str = ""


@dataclass(frozen=True, slots=True)
class Serving:
    """A server under way, and the path of the site on it."""

    name: str
    port: int
    path: str

    @property
    def address(self) -> str:
        """That of the site."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    def ask(self, way: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a way below the site; `_` in names of headers is a hyphen. Leads are not followed."""
        return self.ask_whole(self.path + way, method, **headers)

    def ask_whole(self, way: str, method: str = "GET", **headers: str) -> Answer:
        """The same for a whole path."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, way, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        found: dict[str, str] = {}
        for name, value in answer.getheaders():
            found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
        body = answer.read()
        connection.close()
        return Answer(answer.status, found, body)


def program(name: str) -> str:
    """The program of a server. Where there is none the test is skipped; not so where `CI` is set."""
    found = shutil.which(_PROGRAMS[name], path=_PATH)
    if found is not None:
        return found
    message = f"{_PROGRAMS[name]} is not there; on Debian and Ubuntu: apt-get install {_PROGRAMS[name]}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def has_brotli(name: str) -> bool:
    """Whether the server can send `.br`."""
    return name != "nginx" or _BROTLI.is_file()


@contextmanager
def running(name: str, folder: Path, told: Told, site: Path, path: str) -> Iterator[Serving]:
    """A server with the site in the folder `site` at `path`. Its own files are in `folder`."""
    binary, headers = program(name), told.headers
    folder.mkdir(parents=True)
    if name == "nginx" and has_brotli(name):
        headers = headers.replace("# brotli_static", "brotli_static")
    (folder / "headers").write_text(headers, encoding="utf-8")
    (folder / "redirects").write_text(told.redirects, encoding="utf-8")
    root = Path(str(site.resolve()).removesuffix(path.rstrip("/")))
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = int(held.getsockname()[1])
    command = [binary, *_prepared(name, folder, root, site, port)]
    environment = {"PATH": _PATH, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        try:
            _await(process, port, folder)
            yield Serving(name, port, path)
        finally:
            process.terminate()
            process.wait(20)


def _prepared(name: str, folder: Path, root: Path, site: Path, port: int) -> list[str]:
    """Write the configuration; the arguments that lead to it."""
    known = {"folder": folder, "root": root, "site": site, "port": port}
    if name == "nginx":
        text = _NGINX.format(modules=f"load_module {_BROTLI};" if has_brotli(name) else "", **known)
        arguments = ["-p", str(folder), "-e", "stderr", "-c", str(folder / "conf")]
    elif name == "apache":
        text = _APACHE.format(modules=apache_loads(*APACHE_MODULES), **known)
        text = text if os.getuid() == 0 else text.replace("User www-data\nGroup www-data\n", "")
        arguments = ["-DFOREGROUND", "-f", str(folder / "conf")]
    else:
        text = _CADDY.format(**known)
        arguments = ["run", "--adapter", "caddyfile", "--config", str(folder / "conf")]
    (folder / "conf").write_text(text, encoding="utf-8")
    return arguments


def apache_loads(*names: str) -> str:
    """The lines by which Apache loads modules."""
    return "\n".join(f"LoadModule {name}_module {_MODULES}/mod_{name}.so" for name in names)


def _await(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(400):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    told = [file.read_text(errors="replace") for file in (folder / "said", folder / "errors") if file.is_file()]
    pytest.fail("\n".join(["the server does not answer", *told]))
