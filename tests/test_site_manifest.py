"""The manifest of a site of which little has changed is what it would be if it were written anew."""

from __future__ import annotations

import hashlib
import json

from sitegen.exports.site_manifest import File, amended, site_manifest

NAMES = ("index.html", "lv/index.html", "lv/a-b.html", 'media/a": {"sha256" b.pdf', "media/āķis.pdf", "media/z z.pdf")
LEADING = {"lv/index.html": "lv/projekti/"}
KNOWN = {"base_url": "https://example.org/", "date": "2026-11-22"}
LATER = {**KNOWN, "date": "2026-11-23", "commit": "0" * 40}


def file(name: str, text: str) -> File:
    return name, hashlib.sha256(text.encode()).digest(), len(text)


def test_lines_that_change_stand_where_they_stood() -> None:
    before = site_manifest([file(name, "old") for name in NAMES], LEADING, KNOWN)
    for name in NAMES:
        now = [file(one, "newer" if one == name else "old") for one in NAMES]
        assert amended(before, [file(name, "newer")], LEADING, LATER) == site_manifest(now, LEADING, LATER)
        assert list(json.loads(site_manifest(now, LEADING, LATER))["files"]) == sorted(NAMES)


def test_any_lines_may_change_at_once() -> None:
    names = sorted(f"lv/{number * 7919 % 1000}{'x' * (number % 50)}.html" for number in range(300))
    before = site_manifest([file(name, "old") for name in names], LEADING, KNOWN)
    for step in (1, 2, 3, 7, 100, 299):
        others = names[::step]
        now = [file(name, "newer" if name in others else "old") for name in names]
        assert amended(before, [file(name, "newer") for name in others], LEADING, LATER) == site_manifest(
            now, LEADING, LATER
        )


def test_a_file_that_is_not_in_it_is_not_put_there() -> None:
    before = site_manifest([file(name, "old") for name in NAMES], LEADING, KNOWN)
    assert amended(before, [file("lv/b.html", "new")], LEADING, KNOWN) is None
    assert amended(before, [file("z.html", "new")], LEADING, KNOWN) is None
    assert amended(b"", [], LEADING, KNOWN) is None
