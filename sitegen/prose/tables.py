"""Tables of a text, each in a box that scrolls sideways: a page never does, and the keyboard moves the box as well."""

from __future__ import annotations

from xml.etree.ElementTree import Element

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def box_attributes(heading: str) -> dict[str, str]:
    """What a box says of itself, under the heading with this anchor or none."""
    named = {"role": "group", "aria-labelledby": heading} if heading else {}
    return {"class": "scroll", "tabindex": "0", **named}


def put_in_scrollers(root: Element) -> None:
    """Wrap every table under `root`; the heading above it names the box."""
    parents = {child: parent for parent in root.iter() for child in parent}
    heading = ""
    for element in list(root.iter()):
        if element.tag in _HEADINGS:
            heading = element.get("id", heading)
        elif element.tag == "table":
            box = Element("div", box_attributes(heading))
            box.tail, element.tail = element.tail, None
            parent = parents[element]
            parent[list(parent).index(element)] = box
            box.append(element)
