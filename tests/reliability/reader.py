"""Reads a site over and over, as a web server does, and tells every pass that saw what no one build made.

`python reader.py SITE KNOWN`: KNOWN is a JSON file, a list of sites, each the digests of its files by path. Passes are
by turns through the folder held open, which has to be one of these sites, and by path, where each file has to be of one
of them. Ends when its input ends, then tells how many passes there were. A line is JSON: when a pass began and ended
(monotonic seconds), and what was wrong.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from pathlib import Path
from threading import Event, Thread

_MARKER = ".sitegen"


def _read_held(site: str) -> dict[str, str]:
    """Every file of the folder that is there now, whatever becomes of its name."""
    found = {}
    held = os.open(site, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for folder, _, names, descriptor in os.fwalk(".", dir_fd=held):
            for name in names:
                with open(os.open(name, os.O_RDONLY, dir_fd=descriptor), "rb") as file:
                    found[os.path.normpath(f"{folder}/{name}")] = hashlib.sha256(file.read()).hexdigest()
    finally:
        os.close(held)
    found.pop(_MARKER, None)
    return found


def _wrong_of_held(site: str, known: list[dict[str, str]]) -> str:
    try:
        found = _read_held(site)
    except FileNotFoundError as error:
        return f"gone while it was read: {error.filename}"
    if found in known:
        return ""
    return "; ".join(f"{len(set(one.items()) ^ set(found.items()))} from a known site" for one in known)


def _wrong_by_path(site: str, known: list[dict[str, str]]) -> str:
    for path in set.intersection(*map(set, known)):
        try:
            digest = hashlib.sha256(Path(site, path).read_bytes()).hexdigest()
        except FileNotFoundError:
            return f"missing: {path}"
        if all(one[path] != digest for one in known):
            return f"neither: {path}"
    return ""


def _wait(is_over: Event) -> None:
    sys.stdin.read()
    is_over.set()


def main() -> None:
    """Read until the input ends."""
    site, known = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    is_over = Event()
    Thread(target=_wait, args=(is_over,), daemon=True).start()
    passes = 0
    while not is_over.is_set():
        for look in (_wrong_of_held, _wrong_by_path):
            begun = time.monotonic()
            wrong = look(site, known)
            passes += 1
            if wrong:
                print(json.dumps({"begun": begun, "ended": time.monotonic(), "wrong": wrong}), flush=True)
        time.sleep(0.02)
    print(json.dumps({"passes": passes}), flush=True)


if __name__ == "__main__":
    main()
