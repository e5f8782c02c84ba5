"""What is named as a picture is one, and of a kind that browsers show."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.load.kinds import SHOWN
from sitegen.models.content import Content
from sitegen.named_files import of_registries
from sitegen.rules.context import Context, versions
from sitegen.texts import file_span, record_span

Fault = tuple[str, dict[str, str]]
_DRAWING = ".svg"


def fault_of_picture(content: Content, name: str) -> Fault | None:
    """What is wrong with a file that is to be shown as a picture; None when it is one, or when there is none."""
    file = content.media.get(name)
    ending = posixpath.splitext(name)[1].casefold()
    if file is None:
        return None
    if ending not in SHOWN:
        return "not-a-picture", {"value": name, "choices": ", ".join(SHOWN)}
    if ending != _DRAWING and not file.width:  # drawings are read as XML when they are loaded
        return "picture-damaged", {"value": name}
    return None


def pictures_not_shown(context: Context) -> Iterator[Diagnostic]:
    """What is named as a picture can be shown as one."""
    content = context.content
    for record, version in versions(context):
        for index, image in enumerate(version.project.images):
            fault = fault_of_picture(content, image.file)
            if fault is not None:
                yield _told(fault, record_span(content, record, version.number, "images", index, "file"))
    for text in content.markdown():
        fault = fault_of_picture(content, text.fields.image or "")
        if fault is not None:
            yield _told(fault, file_span(content, text.path, "image"))
    for one in of_registries(content) if content.has_registries else ():
        fault = fault_of_picture(content, one.name) if one.is_picture else None
        if fault is not None:
            yield _told(fault, file_span(content, one.path, *one.steps))


def _told(fault: Fault, span: Span) -> Diagnostic:
    return problem(fault[0], span, **fault[1])
