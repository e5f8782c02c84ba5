"""pagefind at work: asked for one thing after the other, by what its own wrappers for libraries use.

Its command line numbers the pages of a folder in the order of the file system, so that the same pages give other bytes
on another disk. Its own wrapper for Python waits a tenth of a second after each page.
"""

from __future__ import annotations

import json
import os
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from types import TracebackType
from typing import Any, Self

from sitegen.settings import SearchFailedError

LIMIT = 600
"""How long it may take for a whole site, in seconds."""
_END = b","
_ERROR = "Error"


class Indexer:
    """pagefind, started in a folder that is empty; a context, which ends it.

    It gets no environment, and finds no configuration in the folder: it would heed both. Raises `SearchFailedError`.
    """

    def __init__(self, program: Path, folder: Path) -> None:
        self._name = program.name
        self._said = TemporaryFile(dir=folder)  # noqa: SIM115 - closed with the process; a full pipe would stop it
        try:
            self._process = subprocess.Popen(
                [str(program), "--service"],
                cwd=folder,
                env={},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
            )
        except OSError as error:
            self._said.close()
            raise SearchFailedError(str(error)) from error
        self._clock = Timer(LIMIT, self._process.kill)
        self._clock.daemon = True
        self._clock.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._clock.cancel()
        self._process.kill()  # it keeps nothing that it would have to put away
        self._process.communicate()
        self._said.close()

    def ask(self, action: str, **details: object) -> dict[str, Any]:
        """Its answer. Raises `SearchFailedError` when it refuses, ends, or takes longer than `LIMIT` in all."""
        message = json.dumps({"message_id": 1, "payload": {"type": action, **details}})
        answer: dict[str, Any] = self._answer(b64encode(message.encode()) + _END)
        if answer["type"] == _ERROR:
            raise SearchFailedError(answer["message"])
        return answer

    def _answer(self, question: bytes) -> dict[str, Any]:
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None
        assert told is not None
        text = bytearray()
        try:
            asked.write(question)
            asked.flush()
            while not text.endswith(_END):
                part = os.read(told.fileno(), 1 << 16)
                if not part:
                    raise SearchFailedError(self._reason())
                text += part
            answer: dict[str, Any] = json.loads(b64decode(text[:-1]))["payload"]
        except (OSError, ValueError, LookupError) as error:
            raise SearchFailedError(self._reason()) from error
        return answer

    def _reason(self) -> str:
        """What it said before it ended, or what it ended with."""
        self._process.kill()
        code = self._process.wait()
        self._said.seek(0)
        return " ".join(self._said.read().decode("utf-8", "replace").split()) or f"{self._name}: {code}"
