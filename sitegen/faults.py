"""A fault of the program itself, told in one paragraph with what to send: where it is, nothing of the content.

Whoever writes content can do nothing about it, and what an exception says of itself may hold what they wrote; so its
kind and the program's own lines are told, and the name of the file that was being read.
"""

from __future__ import annotations

import platform
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from sitegen import __version__
from sitegen.catalogues import Catalogue

_OWN = Path(__file__).parent
_MOST_LINES = 8
# The text of a traceback in another process, which is all that comes over from there.
_REMOTE = re.compile(r'^  File "([^"]+)", line (\d+), in (\S+)', re.MULTILINE)
_CONTENT = re.compile(r"[\w./-]{1,200}\.(?:yaml|md|svg|png|jpe?g|webp|pdf)")
_NAMED = ("relative", "path", "unit")


def fault_report(error: BaseException, words: Catalogue) -> str:
    """The paragraph, and below it the lines to send. Of several faults at once the first is told."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    text = words.gettext(
        "This is a fault of the program, not of your content. The published site is whole. Please send the lines below "
        "to those who look after the program: they tell where it failed, perhaps the name of a file, and nothing else "
        "of what you wrote. Until it is mended, undoing your last change may help."
    )
    return "\n".join((text, "", *(f"  {line}" for line in _to_send(error))))


def _to_send(error: BaseException) -> Iterator[str]:
    yield f"sitegen {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield type(error).__name__
    file = _file_of(error)
    if file:
        yield file
    yield from list(_places(error))[-_MOST_LINES:]


def _places(error: BaseException) -> Iterator[str]:
    """The program's own lines that were being run, the innermost last."""
    for frame in traceback.extract_tb(error.__traceback__):
        yield from _own(frame.filename, str(frame.lineno), frame.name)
    if error.__cause__ is not None:
        for filename, line, name in _REMOTE.findall(str(error.__cause__)):
            yield from _own(filename, line, name)


def _own(filename: str, line: str, name: str) -> Iterator[str]:
    path = Path(filename)
    if path.is_relative_to(_OWN):
        yield f"sitegen/{path.relative_to(_OWN).as_posix()}:{line} {name}"


def _file_of(error: BaseException) -> str:
    """The file of the content that was being read, as far as the innermost lines know one."""
    found, trace = "", error.__traceback__
    while trace is not None:
        if Path(trace.tb_frame.f_code.co_filename).is_relative_to(_OWN):
            known = (trace.tb_frame.f_locals.get(name) for name in _NAMED)
            named = [str(getattr(one, "path", one)) for one in known if one is not None]
            found = next((name for name in named if _CONTENT.fullmatch(name)), found)
        trace = trace.tb_next
    return found
