"""The published site as the last build left it, and putting the next one in its place."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from sitegen.memory.state import State
from sitegen.publish import MARKER, Changes, Place, complete, exchange, place_of_site, settle
from sitegen.settings import ContentChangedError
from sitegen.spare import Spare, Stamp, amended, differing, retired, stamp_of, stamps
from sitegen.values import dataclass
from sitegen.workplace import alone

Digests = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Publication:
    """The output as it lies there. `wrong`: files that are not as they were left; `strange`: those that were not made.

    `place`: which folder it was, so that another build that puts its own in the place is noticed. `is_durable`: a site
    is put there once the disk holds it.
    """

    output: Path
    expected: Mapping[str, Stamp]
    wrong: frozenset[str]
    strange: frozenset[str]
    place: Place
    is_durable: bool = False

    @classmethod
    def of(cls, output: Path, state: State) -> Publication:
        """The output now."""
        return cls.begun(output, state, is_apart=False)()

    @classmethod
    def trusted(cls, output: Path, state: State) -> Publication:
        """The output, taken to be as it was left, unless another folder is in its place."""
        place = place_of_site(output)
        if not place or state["place"] != place:
            return cls.of(output, state)
        return cls(output, state["outputs"], frozenset(), frozenset(), place)

    @classmethod
    def begun(cls, output: Path, state: State, *, is_apart: bool) -> Callable[[], Publication]:
        """The output, looked through by a process apart while this one goes on, until it is asked for.

        To look at 26,000 files and folders takes a tenth of a second, as long as all else that a start has to do.
        """
        expected: Mapping[str, Stamp] = state["outputs"]
        place = place_of_site(output)
        found = _apart(output, expected) if is_apart and expected else None

        def finish() -> Publication:
            wrong, strange = found() if found else differing(stamps(output), expected)
            return cls(output, expected, frozenset(wrong), frozenset(strange), place)

        return finish

    @property
    def is_whole(self) -> bool:
        """Whether it is as the last build left it."""
        return bool(self.expected) and not self.wrong and not self.strange

    def put(self, staging: Path, made: Digests, old: Digests, state: State) -> Changes:
        """Publish. `made`: what lies in `staging`; `old`: everything that was published, `state` how it was left.

        Files of `old` that are neither made nor to go have to be named in `made` too, with the digest that they have.
        """
        same = {path for path, digest in made.items() if old.get(path) == digest and path not in self.wrong}
        with alone(self.output.parent):
            if self.place != place_of_site(self.output):
                raise ContentChangedError(str(self.output))
            if not self.expected or not self.output.is_dir():
                return self._complete(staging, made, state)
            return self._amend(staging, made.keys() - same, (self.expected.keys() | self.strange) - made.keys(), state)

    def _complete(self, staging: Path, made: Digests, state: State) -> Changes:
        changes = complete(staging, made, self.output)
        if changes.written or changes.removed or not self.place:
            self._exchange(staging, state)
            if staging.exists():
                retired(staging, self.output, ())
        state.replace("outputs", {path: one for path, one in stamps(self.output).items() if path != MARKER})
        state.put("spare", {})
        return changes

    def _amend(self, staging: Path, changed: set[str], removed: set[str], state: State) -> Changes:
        kept = len(self.expected.keys() - changed - removed)
        if not changed and not removed:
            return Changes(0, kept, 0)
        known = state["spare"] if self.is_whole else {}
        spare = Spare(known["token"], known["behind"]) if known else Spare()
        site = amended(staging, changed, removed, self.output, spare)
        self._exchange(site, state)
        left = retired(site, self.output, changed | removed)
        state.update("outputs", {path: stamp_of(self.output / path) for path in changed}, removed)
        # One that came of an output that somebody had changed may hold what nobody knows of.
        state.put("spare", {"token": left.token, "behind": left.behind} if self.is_whole else {})
        return Changes(len(changed), kept, len(removed))

    def _exchange(self, site: Path, state: State) -> None:
        if self.is_durable:
            settle(site)
        exchange(site, self.output)
        state.put("place", place_of_site(self.output))


def _apart(output: Path, expected: Mapping[str, Stamp]) -> Callable[[], tuple[set[str], set[str]]] | None:
    """Begin to compare in a forked process; None where there are no such."""
    if not hasattr(os, "fork"):
        return None
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException), os.fdopen(writing, "wb") as pipe:
            pipe.write(marshal.dumps(differing(stamps(output), expected)))
        os._exit(0)
    os.close(writing)

    def finish() -> tuple[set[str], set[str]]:
        with os.fdopen(reading, "rb") as pipe:
            data = pipe.read()
        os.waitpid(child, 0)
        found: tuple[set[str], set[str]] = marshal.loads(data) if data else differing(stamps(output), expected)
        return found

    return finish
