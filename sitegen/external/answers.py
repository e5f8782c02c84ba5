"""What came of asking for an address."""

from __future__ import annotations

from enum import StrEnum

from sitegen.fetching import BUSY
from sitegen.values import dataclass


class State(StrEnum):
    """How it stands with an address. `UNSURE`: whether a visitor reaches it cannot be told from here."""

    FINE = "fine"
    GONE = "gone"
    NO_HOST = "no-host"
    CERTIFICATE = "certificate"
    MALFORMED = "malformed"
    PRIVATE = "private"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """An address without its fragment, and what came of asking for it.

    `status`: the last one; 0 when no server answered. `target`: where it has moved for good; empty when it has not.
    `reason`: why nothing is known, or what is wrong with a certificate, in words of `sitegen.diagnostics.silence`;
    the host that is not there.
    `anchors`: the fragments that were looked for, each with whether it is there (None: cannot be told).
    """

    address: str
    state: State
    status: int = 0
    target: str = ""
    reason: str = ""
    anchors: tuple[tuple[str, bool | None], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the same would come of asking again tomorrow: not so of what the network or a busy server did."""
        is_passing = self.state in {State.UNSURE, State.PRIVATE, State.MALFORMED}
        return not is_passing and self.status < 500 and self.status not in BUSY
