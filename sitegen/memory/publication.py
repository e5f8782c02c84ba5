"""The published site as the last build left it, and putting the next one in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sitegen.memory.apart import BothEnds
from sitegen.memory.state import State
from sitegen.publish import MARKER, Changes, Place, complete, exchange, place_of_site, settle
from sitegen.settings import ContentChangedError
from sitegen.spare import Spare, amended, place_of, retired
from sitegen.stamps import changed, differing, doubtful, folders_of, left, stamp_of, stamps, strange
from sitegen.values import dataclass
from sitegen.workplace import alone

Digests = Mapping[str, bytes]
# In how many pieces the output is looked through.
_PIECES = 64


@dataclass(frozen=True, slots=True)
class Publication:
    """The output as it lies there. `wrong`: files that are not as they were left; `strange`: those that were not made.

    `is_first`: nothing was ever published. `place`: which folder it was, so that another build that puts its own in the
    place is noticed. `is_durable`: a site is put there once the disk holds it.
    """

    output: Path
    is_first: bool
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
        return cls(output, False, frozenset(), frozenset(), place)

    @classmethod
    def begun(cls, output: Path, state: State, *, is_apart: bool) -> Callable[[], Publication]:
        """The output, being looked through by a process apart; by this one, too, once it is asked for.

        To look at 26,000 files and folders takes a tenth of a second, as long as all else that a start has to do.
        """
        place, is_first = place_of_site(output), not state["totals"]
        files, folders = state.table("outputs"), state.table("folders")

        def look(number: int) -> tuple[set[str], set[str] | None]:
            wrong = changed(output, state.piece("outputs", number, _PIECES))
            return wrong, strange(output, state.piece("folders", number, _PIECES), files, folders)

        pieces = BothEnds(0 if is_first else _PIECES, look, is_alone=not is_apart, gives_way=True)

        def finish() -> Publication:
            found = list(pieces)
            wrong, unexpected = set[str](), set[str]()
            for some, others in found:
                wrong |= some
                unexpected |= others or set()
            if is_first or any(others is None for _, others in found):
                wrong, unexpected = differing(output, state["outputs"])
            return cls(output, is_first, frozenset(wrong), frozenset(unexpected), place)

        return finish

    @property
    def is_whole(self) -> bool:
        """Whether it is as the last build left it."""
        return not self.is_first and not self.wrong and not self.strange

    def put(self, staging: Path, made: Digests, old: Digests, state: State) -> Changes:
        """Publish. `made`: what was made, and lies in `staging` where it is not in `old` with the same digest.

        `old`: what goes, or is replaced, of what was published; `state`: how that was left. All else stays.
        """
        same = {path for path, digest in made.items() if old.get(path) == digest and path not in self.wrong}
        with alone(self.output.parent):
            if self.place != place_of_site(self.output):
                raise ContentChangedError(str(self.output))
            if self.is_first or not self.place:
                return self._complete(staging, made, state)
            gone = {path for path in old if path not in made}
            return self._amend(staging, made.keys() - same, gone | (self.strange - made.keys()), state)

    def _complete(self, staging: Path, made: Digests, state: State) -> Changes:
        changes = complete(staging, made, self.output)
        if changes.written or changes.removed or not self.place:
            self._exchange(staging)
            if staging.exists():
                retired(staging, self.output, ())
        state.put("place", place_of_site(self.output))
        outputs = {path: one for path, one in stamps(self.output).items() if path != MARKER}
        state.replace("outputs", outputs)
        state.replace("folders", left(self.output, folders_of(outputs), {}))
        state.put("spare", {})
        return changes

    def _amend(self, staging: Path, changed: set[str], removed: set[str], state: State) -> Changes:
        known = state.table("outputs").fetch(changed | removed)
        kept = state["totals"]["files"] - sum(1 for path in changed | removed if path in known)
        if not changed and not removed:
            return Changes(0, kept, 0)
        remembered = state["spare"] if self.is_whole else {}
        spare = Spare(remembered["token"], remembered["behind"]) if remembered else Spare()
        touched = folders_of((*changed, *removed, *spare.behind))
        folders = state.table("folders").fetch(touched)
        unsure = doubtful(place_of(self.output), touched, folders)
        site, is_spare = amended(staging, changed, removed, self.output, spare)
        self._exchange(site)
        state.put("place", place_of_site(self.output))
        state.update("outputs", {path: stamp_of(self.output / path) for path in changed}, removed)
        if not is_spare:  # all its folders are new
            touched, unsure = touched.union(folders), set()
        found = left(self.output, touched, folders, unsure)
        state.update("folders", found, touched - found.keys())
        spare = retired(site, self.output, changed | removed)
        # One that came of an output that somebody had changed may hold what nobody knows of.
        state.put("spare", {"token": spare.token, "behind": spare.behind} if self.is_whole else {})
        return Changes(len(changed), kept, len(removed))

    def _exchange(self, site: Path) -> None:
        if self.is_durable:
            settle(site)
        exchange(site, self.output)
