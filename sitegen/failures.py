"""What is told when a build cannot be carried out: in a sentence, with what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from sitegen.catalogues import Catalogue
from sitegen.outputs import ENCLOSES, FILE, FOREIGN, HOLDS, LINK, MOUNTED, WITHIN, OutputRefusedError
from sitegen.publish import staging_of
from sitegen.settings import ContentChangedError, WorkerLostError
from sitegen.workplace import BusyError

FAILURES = (OSError, WorkerLostError, ContentChangedError, BusyError)
"""What is no fault of the content, nor of the program."""


def refusal(refused: OutputRefusedError, words: Catalogue) -> str:
    """Why an output folder is refused, and which to take."""
    texts = {
        LINK: words.gettext("{path} is a link to {other}; remove the link, or choose another folder with --output"),
        FILE: words.gettext("{path} is a file where a folder is to be; move it away, or choose another folder"),
        FOREIGN: words.gettext("{path} is not a folder that this program made; choose another one"),
        HOLDS: words.gettext(
            "{path} holds {other}, which is no part of a site and would be lost; move it away, or choose another folder"
        ),
        ENCLOSES: words.gettext(
            "{path} cannot be the site's folder, because {other} lies in it and would be lost; choose a folder "
            "for the site alone, such as public"
        ),
        WITHIN: words.gettext(
            "{path} lies in {other}, from which the site is made; choose a folder outside, such as public"
        ),
        MOUNTED: words.gettext(
            "{path} is a disk or volume of its own, whose place another folder cannot take; choose a folder in it, "
            "such as {path}/site"
        ),
    }
    return texts[refused.why].format(path=refused.path, other=refused.other)


def failure(error: Exception, output: Path, words: Catalogue) -> str:
    """Why a build, of which `output` is the folder, or a check broke off: one of `FAILURES`."""
    if isinstance(error, OSError):
        return _of_the_system(error, output, words)
    if isinstance(error, WorkerLostError):
        return words.gettext(
            "a process of the build was ended from outside, perhaps for want of memory; build once more, "
            "with --jobs 1 if it happens again"
        )
    if isinstance(error, BusyError):
        text = words.gettext("another build has been publishing in {path} for a minute; end it, and build once more")
        return text.format(path=error)
    return words.gettext(
        "the content or {path} changed again and again while it was being read; try once more when nothing changes them"
    ).format(path=output)


def unpublished(reason: str, words: Catalogue) -> str:
    """What the reason means for what visitors see."""
    return words.gettext("nothing was published, and what was there is as it was: {reason}").format(reason=reason)


def unwritten(path: Path, error: OSError, words: Catalogue) -> str:
    """That a file or folder cannot be written, and why."""
    reason = reason_of(error.errno or 0, error.strerror, words)
    return words.gettext("{path} cannot be written: {reason}").format(path=path, reason=reason)


def unread(path: Path, error: OSError, words: Catalogue) -> str:
    """That a file or folder cannot be read, and why."""
    reason = reason_of(error.errno or 0, error.strerror, words)
    place = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else path
    return words.gettext("{path} cannot be read: {reason}").format(path=place, reason=reason)


def _of_the_system(error: OSError, output: Path, words: Catalogue) -> str:
    if error.errno in {errno.EBUSY, errno.EXDEV} and os.path.lexists(output):
        return words.gettext(
            "{path} is a mount point, or part of the image of a container, whose place another folder cannot take; "
            "choose another folder with --output, such as {path}/site"
        ).format(path=output)
    reason = reason_of(error.errno or 0, error.strerror, words)
    return words.gettext("{path}: {reason}").format(path=_place_of(error, output), reason=reason)


def _place_of(error: OSError, output: Path) -> Path:
    """The file or folder at fault; of the folder in which the new site is made, the one that it is in."""
    path = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else output.parent
    is_inner = any(part.startswith(staging_of(output)) for part in path.parts)
    return (output.parent if is_inner else path).absolute()


def reason_of(number: int, told: str | None, words: Catalogue) -> str:
    """What an error of the system means and what to do. `told`: its own words, where there are no better ones."""
    texts = {
        errno.ENOENT: words.gettext("there is no such file or folder"),
        errno.ENOSPC: words.gettext("the disk is full; make room, and try once more"),
        errno.EFBIG: words.gettext("a file may not grow as large as is needed; raise that limit (ulimit -f)"),
        errno.EACCES: words.gettext("this user may not write or read there; give leave, or choose another folder"),
        errno.EROFS: words.gettext("the disk is there to be read only; choose a folder on another one"),
        errno.ENOTDIR: words.gettext("a file is where a folder is to be; move it away"),
        errno.EISDIR: words.gettext("a folder is where a file is to be; move it away"),
        errno.EBUSY: words.gettext("another program is using it; try once more when it has ended"),
        errno.EIO: words.gettext("the disk could not read or write; look into its state"),
        errno.ENAMETOOLONG: words.gettext("the name is too long; choose a shorter one"),
    }
    alike = {errno.EPERM: errno.EACCES, errno.EEXIST: errno.ENOTDIR, errno.EDQUOT: errno.ENOSPC}
    return texts.get(alike.get(number, number), told or os.strerror(number))
