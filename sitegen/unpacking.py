"""What was packed for the way, unpacked piece by piece and never more of it than is wanted: a little may hold a lot."""

from __future__ import annotations

import zlib
from typing import Any, Final

_GZIP: Final = zlib.MAX_WBITS | 16


class DamagedError(ValueError):
    """What was to be unpacked is not whole, or is followed by something else, or nobody knows how it was packed."""


class Unpacker:
    """Undoes a coding of RFC 9110: `gzip`, `br`, or none, as an empty text. Raises `DamagedError`."""

    def __init__(self, coding: str) -> None:
        if coding not in {"", "gzip", "br"}:
            raise DamagedError(coding)
        self._coding = coding
        self._state: Any = zlib.decompressobj(_GZIP) if coding == "gzip" else _brotli() if coding else None

    def unpack(self, data: bytes, most: int) -> bytes:
        """What the next piece holds. Of `br` it may be a few kB more than `most`; then nothing can follow."""
        if not self._coding:
            return data
        if self._coding == "br":
            return self._brotli(data, most)
        try:
            held: bytes = self._state.decompress(data, most)
        except zlib.error as error:
            raise DamagedError from error
        if self._state.unused_data:
            raise DamagedError
        return held

    def _brotli(self, data: bytes, most: int) -> bytes:
        import brotli  # noqa: PLC0415 - loaded already, by what made the state

        held = bytearray()
        try:
            while more := self._state.process(data, output_buffer_limit=most - len(held)):
                held += more
                data = b""
                if len(held) >= most:
                    break
        except brotli.error as error:
            raise DamagedError from error
        return bytes(held)

    def end(self) -> None:
        """There are no more pieces."""
        if self._coding and not (self._state.eof if self._coding == "gzip" else self._state.is_finished()):
            raise DamagedError


def _brotli() -> Any:
    import brotli  # noqa: PLC0415 - of use only where something is packed in this way

    return brotli.Decompressor()
