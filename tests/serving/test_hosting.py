"""The examples of docs/hosting.md: whole configurations, which the servers themselves find right."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.serving.programs import APACHE_MODULES, NAMES, apache_loads, program
from tests.serving.test_servers import headers

DOCS = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
KINDS = {"nginx": "nginx", "apache": "apache", "caddy": "caddyfile"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the examples name: a site and a certificate of nobody."""
    (tmp_path / "srv" / "public").mkdir(parents=True)
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not there; on Debian and Ubuntu: apt-get install openssl")
    key = ("-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem"))
    command = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=example.lv")
    subprocess.run([*command, *key], check=True, capture_output=True)
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_a_server_is_right(name: str, folder: Path) -> None:
    found = re.search(rf"```{KINDS[name]}\n(.*?)```", DOCS, re.DOTALL)
    assert found
    (folder / "sitegen-headers.conf").write_text(headers(name, ROOT / "content", "/"), encoding="utf-8")
    (folder / "sitegen-redirects.conf").write_text("# none\n", encoding="utf-8")
    text = found[1].replace("/srv/projekti/", f"{folder}/srv/").replace("/etc/ssl/projekti/", f"{folder}/")
    text = re.sub(r"/etc/(nginx/sitegen|apache2/sitegen|caddy)/", f"{folder}/", text)
    conf = folder / "conf"
    if name == "nginx":
        conf.write_text(f"pid {folder}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{text}\n}}\n", encoding="utf-8")
        command = ["-t", "-p", str(folder), "-e", "stderr", "-c", str(conf)]
    elif name == "apache":
        own = f"ServerRoot {folder}\nErrorLog {folder}/errors\nTypesConfig /etc/mime.types\n"
        conf.write_text(f"{own}{apache_loads(*APACHE_MODULES, 'socache_shmcb', 'ssl')}\n{text}", encoding="utf-8")
        command = ["-t", "-f", str(conf)]
    else:
        conf.write_text(text, encoding="utf-8")
        command = ["validate", "--adapter", "caddyfile", "--config", str(conf)]
    environment = {"PATH": "/usr/sbin:/usr/bin:/bin", "HOME": str(folder)}
    done = subprocess.run(
        [program(name), *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
