"""Runs a program in a system that cannot exchange two folders: `python without_exchange.py PROGRAM …`.

A filter of system calls (seccomp) answers `renameat2` with EINVAL when it is asked to exchange, as file systems do that
cannot: FAT, NFS, older ZFS. Ends with 77 where there are no such filters.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys

_CALLS = {"x86_64": 316, "aarch64": 276}
_LOAD, _EQUAL, _ANSWER = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
# Where the number of the call and the low half of its fifth argument lie in what a filter is given.
_NUMBER, _FLAGS = 0, 16 + 4 * 8
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_EXCHANGE = 2


def main() -> None:
    """Become the program."""
    number = _CALLS.get(platform.machine())
    if not sys.platform.startswith("linux") or number is None:
        sys.exit(77)
    steps = (
        (_LOAD, 0, 0, _NUMBER),
        (_EQUAL, 0, 3, number),
        (_LOAD, 0, 0, _FLAGS),
        (_EQUAL, 0, 1, _EXCHANGE),
        (_ANSWER, 0, 0, _FAIL | errno.EINVAL),
        (_ANSWER, 0, 0, _ALLOW),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(code)))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or library.prctl(_SECCOMP, _FILTER, program, 0, 0):
        sys.exit(77)
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
