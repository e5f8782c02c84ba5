"""How a run starts: what there is now, what there was, and whether anything has changed at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from pickle import UnpicklingError

from sitegen.manifest import ADDRESSES, digest, digest_of, digest_of_texts, program_digest
from sitegen.memory.digesting import Watch
from sitegen.memory.publication import Publication
from sitegen.memory.state import ForgottenError, State
from sitegen.memory.surroundings import Surroundings, digest_of_register
from sitegen.publish import Changes, recover
from sitegen.settings import Outcome, Settings
from sitegen.store import Store, unpacked
from sitegen.values import dataclass


class Start:
    """The start of a run. What is remembered is looked at part by part, as it is needed.

    `meanwhile`: what there is to do in any case when something has changed, done as soon as a change is seen, while
    another process looks at the rest of the content.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        is_published: bool,
        session: Session | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> None:
        self.settings = settings
        self.is_published = is_published
        self.session = session
        self.state = session.state if session and session.state else _state_of(settings, is_published=is_published)
        self._is_trusted = session is not None and session.state is not None
        self._looking = self._look() if is_published else None
        self._publication: Publication | None = None
        self.around = session.surroundings(settings) if session else Surroundings.of(settings, self._watch(meanwhile))
        self._commits = digest(*(f"{path} {one.hash}".encode() for path, one in sorted(settings.commits.items())))

    def _watch(self, meanwhile: Callable[[], None] | None) -> Watch | None:
        if meanwhile is None:
            return None
        try:
            known = self.state["files"]
        except ForgottenError:  # which is found out again when more is looked at
            known = {}
        # The register is written by the program itself: that it is another is no change yet.
        expected = {**known, ADDRESSES: digest_of_register(self.settings.content)}
        return Watch({path: one for path, one in expected.items() if one}, meanwhile)

    def _look(self) -> Callable[[], Publication]:
        """The output, being looked through, after a build that was killed between two steps is made good."""
        recover(self.settings.output)
        if self._is_trusted:
            return lambda: Publication.trusted(self.settings.output, self.state)
        try:
            return Publication.begun(self.settings.output, self.state, is_apart=self.settings.jobs > 1)
        except ForgottenError:
            self.state.forget()
            return lambda: Publication.of(self.settings.output, self.state)

    @property
    def publication(self) -> Publication | None:
        """The output as it lies there; None for a run that publishes nothing. Raises `ForgottenError`.

        It is waited for when it is first asked for: another process looks through it as long as it is not needed.
        """
        if self._looking is not None:
            looking, self._looking = self._looking, None
            self._publication = replace(looking(), is_durable=self.settings.is_durable)
        return self._publication

    def digests(self) -> tuple[bytes, ...]:
        """What the run starts from, but for the files of the content, which are compared one by one."""
        flags = bytes([self.settings.is_precompressed])
        templates = digest_of(self.around.templates)
        return (self.around.world, templates, self._commits, flags, self.addresses)

    @property
    def addresses(self) -> bytes:
        """The register of addresses as it lies there, and what the run does about it."""
        return self.settings.addresses.encode() + self.around.addresses

    def unchanged(self) -> Outcome | None:
        """What comes of a run when nothing has changed: what came of the last one. None when something has."""
        last = self.session.around if self.session else None
        if last is not None and last.files != self.around.files:
            return None
        try:
            frame = self.state["frame"]
            if not frame or frame["digests"] != self.digests() or self.state["files"] != self.around.files:
                return None
            outcome: Outcome = unpacked(self.state["outcome"]["packed"])
            if self.publication is None:
                return outcome
            return replace(outcome, changes=self._none()) if self.publication.is_whole else None
        except (ForgottenError, UnpicklingError):
            self.forget()
            return None

    def _none(self) -> Changes:
        """Nothing was changed of what is published."""
        return Changes(0, self.state["totals"]["files"], 0)

    def forget(self) -> None:
        """Go on as if nothing had been remembered."""
        self.state.forget()
        if self.is_published:
            found = Publication.of(self.settings.output, self.state)
            self._looking, self._publication = None, replace(found, is_durable=self.settings.is_durable)

    def close(self) -> None:
        """Let go of the store; in a session, keep it. Nobody is left at work."""
        if not self._is_trusted:
            with suppress(ForgottenError):
                _ = self.publication
        if self.session is None:
            self.state.store.close()


@dataclass(slots=True)
class Session:
    """What one program keeps from run to run, so that it need not read again what it has written itself.

    `changed`: what has changed since the last run; None when that is not known. Whoever writes into the output, or
    changes content unnoticed, is not noticed, but for a build that puts its own folder there: a preview alone can
    live with that.
    """

    state: State | None = None
    around: Surroundings | None = None
    changed: frozenset[Path] | None = None

    def surroundings(self, settings: Settings) -> Surroundings:
        """What there is now."""
        if self.around is None or self.changed is None:
            return Surroundings.of(settings)
        return self.around.again(settings, self.changed)

    def keep(self, start: Start) -> None:
        """Keep what a run that has come to its end started from."""
        self.state, self.around = start.state, start.around
        self.state.is_held = True

    def lose(self) -> None:
        """Keep nothing: a run broke off."""
        if self.state is not None:
            self.state.store.close()
        self.state, self.around = None, None


def _state_of(settings: Settings, *, is_published: bool) -> State:
    return State(Store(settings.memory, program_digest()), _name(settings, is_published=is_published))


def _name(settings: Settings, *, is_published: bool) -> str:
    """The name under which this way of building is remembered."""
    output = str(settings.output.absolute()) if is_published else ""
    flags = f"{settings.is_strict} {settings.has_search}"
    return digest_of_texts(str(settings.content), output, settings.base_url, flags).hex()
