"""The site in preview: built again and again, and what is answered for its addresses."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from sitegen.catalogues import Catalogue
from sitegen.diagnostics import Severity
from sitegen.diagnostics.report import render
from sitegen.failures import FAILURES, failure
from sitegen.faults import fault_report
from sitegen.media_types import content_type
from sitegen.memory.start import Session
from sitegen.pipeline import build
from sitegen.plan import NOT_FOUND
from sitegen.serving.policy import preview_policy
from sitegen.settings import First, Settings, lines_of
from sitegen.values import dataclass

HOST = "127.0.0.1"
HTML = content_type("index.html")
_TOP = re.compile(rb"<body\b[^>]*>|</head>(?!\s*<body)|\Z", re.IGNORECASE)
# Sticky: a browser that reloads a page keeps what was in sight where it was, and the box would lie above it.
_ALERT = """
<div role="alert" lang="{language}" style="position:sticky;top:0;z-index:9999;box-sizing:border-box;max-height:40vh;
overflow:auto;padding:1rem 1.5rem;border-bottom:.25rem solid #b00020;background:#fff4f4;color:#3b0008;
color-scheme:light;font:1rem/1.5 sans-serif">
<strong>{title}</strong>
<pre tabindex="0" style="overflow-x:auto;font:.875rem/1.5 monospace;color:inherit;background:none">{problems}</pre>
</div>
"""
_EMPTY = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body><main><h1>{title}</h1></main></body>
</html>
"""
# livereload's script tells `snipver` when it connects: a page that a build has left behind is found out.
_SCRIPT = '<script src="/livereload.js?port={port}&amp;maxdelay=2000&amp;snipver={version}" defer></script>\n'


@dataclass(frozen=True, slots=True)
class State:
    """What there is to show after `number` builds: whether any was good, and what was wrong with the last one."""

    number: int = 0
    has_site: bool = False
    problems: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for an address. `location` is where a redirect leads, `policy` what a page may do."""

    status: int
    content_type: str
    body: bytes = b""
    location: str = ""
    policy: str = ""


class Preview:
    """The site in preview. `build` runs in a thread and replaces `state`; everything else only reads it.

    `built` is set once the first build has ended. `changed`: the paths changed since the last build began; None when
    they are not known. `show` tells open pages to reload; it is called when the page that was asked for last is ready.
    """

    def __init__(self, settings: Settings, port: int, words: Catalogue, tell: Callable[[str], None]) -> None:
        self.address = f"http://{HOST}:{port}/"
        # One process: workers are forked, and a program with threads in it must not fork.
        self.settings = replace(
            settings, output=preview_folder(settings), base_url=self.address, jobs=1, is_preview=True
        )
        self.state = State()
        self.built = asyncio.Event()
        self.changed: set[Path] | None = None
        self.show: Callable[[], None] = lambda: None
        self._looked_at = ""
        self._session = Session()
        self._noting = Lock()
        self._port = port
        self._words = words
        self._tell = tell
        self._run = secrets.token_hex(4)

    @property
    def version(self) -> str:
        """What a page was made by: this run of the program, and the build. Never a number."""
        return f"{self._run}-{self.state.number}"

    def note(self, paths: set[Path] | None) -> None:
        """These paths have changed; None: nobody knows which."""
        with self._noting:
            self.changed = None if paths is None or self.changed is None else self.changed | paths

    def build(self) -> None:
        """Build, and show what came of it. Never raises: a build that breaks off is a problem like any other."""
        old = self.state
        with self._noting:
            changed, self.changed = self.changed, set()
        self._session.changed = frozenset(changed) if changed is not None and not old.problems else None
        first = First(self._looked_at, self.show) if self._looked_at and old.has_site else None
        try:
            outcome = build(replace(self.settings, first=first), self._session)
        except FAILURES as error:
            text = failure(error, self.settings.output, self._words)
            is_good, pages = False, 0
        except BaseException as error:  # whatever it is, Rust's panics too, the last good site stays up
            text = fault_report(error, self._words)
            is_good, pages = False, 0
        else:
            found = sorted(outcome.diagnostics, key=lambda one: one.severity is not Severity.ERROR)
            text = render(found, "full", self._words, lines_of(outcome, self.settings))
            is_good, pages = not outcome.has_errors, outcome.pages
        self.state = State(old.number + 1, old.has_site or is_good, "" if is_good else text)
        shown = self._words.gettext("shown as it is now; pages: {pages}").format(pages=pages)
        self._tell("\n\n".join(filter(None, (text, shown if is_good else self._headline(self.state)))))

    def _headline(self, state: State) -> str:
        """What a failed build means for what is shown."""
        if state.has_site:
            return self._words.gettext("The last change has problems. What is shown is the last good state.")
        return self._words.gettext("The site cannot be shown yet, because it has problems.")

    def answer(self, path: str) -> Answer:
        """What lies at `path`, which is decoded and has no slash in front. A fault of the program is an answer, too."""
        try:
            return self._answer(path)
        except Exception as error:  # whatever it is, it is told in words, here and on the terminal
            text = fault_report(error, self._words)
            self._tell(text)
            return Answer(500, content_type("fault.txt"), text.encode())

    def _answer(self, path: str) -> Answer:
        # Before the file is read: a page that is newer than its version reloads once too often, never too seldom.
        version, state = self.version, self.state
        if not state.has_site:
            empty = _EMPTY.format(language=self._words.language, title=escape(self._words.gettext("Preview")))
            return self._page(503, empty.encode(), version, state)
        folder = self.settings.output
        data = content_at(folder, path)
        if data is None and content_at(folder, f"{path}/") is not None:
            return Answer(302, HTML, location=f"/{quote(path)}/")
        if data is not None and content_type(path) == HTML:
            self._looked_at = path if path.endswith(".html") else f"{path}index.html"
        if data is None:
            lost = content_at(folder, f"{path.partition('/')[0]}/{NOT_FOUND}") or content_at(folder, NOT_FOUND)
            return self._page(404, lost or b"", version, state)
        if content_type(path) != HTML:
            return Answer(200, content_type(path), data)
        return self._page(200, data, version, state)

    def _page(self, status: int, html: bytes, version: str, state: State) -> Answer:
        """A page as it is shown: it may do what the published one may, so that what it may not is seen early."""
        policy = preview_policy(self.address, has_alert=bool(state.problems))
        return Answer(status, HTML, self._dressed(html, version, state), policy=policy)

    def _dressed(self, html: bytes, version: str, state: State) -> bytes:
        """The page with the problems at its top, and the script that reloads it."""
        head, end, rest = html.partition(b"</head>")
        html = head + _SCRIPT.format(port=self._port, version=version).encode() + end + rest
        if not state.problems:
            return html
        texts = {"title": escape(self._headline(state)), "problems": escape(state.problems)}
        alert = _ALERT.format(language=self._words.language, **texts).encode()
        return _TOP.sub(lambda found: found[0] + alert, html, count=1)


def preview_folder(settings: Settings) -> Path:
    """Where the preview is built: beside the content, never in `public`."""
    return settings.content.parent / ".sitegen" / "preview"


def content_at(folder: Path, path: str) -> bytes | None:
    """The file at an address below `folder`, of an address that ends with a slash its `index.html`; None without one.

    Addresses with empty or hidden parts (`..` among them) and files that lie elsewhere are not there.
    """
    *parts, last = path.split("/")
    if not all(parts) or any(part.startswith(".") for part in (*parts, last)):
        return None
    try:
        file = (folder / path / ("" if last else "index.html")).resolve()
        return file.read_bytes() if file.is_relative_to(folder.resolve()) else None
    except (OSError, ValueError):
        return None
