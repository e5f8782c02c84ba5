"""What servers answered, remembered with its day beside the store of builds. A file that may be deleted at any time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from sitegen.external.answers import Answer, State

_FILE, _SCHEMA, _MOST = "links.json", 1, 20_000
Known = dict[str, tuple[date, Answer]]


def recall(folder: Path | None, day: date, days: int) -> Known:
    """The answers of the last `days` days. What cannot be read is as if it were not there."""
    if folder is None or days <= 0:
        return {}
    try:
        data = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        rows = data["answers"] if data["schema"] == _SCHEMA else {}
        known = {address: (date.fromisoformat(row["day"]), _answer(address, row)) for address, row in rows.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}
    return {address: one for address, one in known.items() if 0 <= (day - one[0]).days < days}


def remember(folder: Path | None, known: Mapping[str, tuple[date, Answer]], used: Iterable[str]) -> None:
    """Write what is known and holds: what was used just now first, of the rest the latest, and not without end."""
    if folder is None:
        return
    known = {address: one for address, one in known.items() if one[1].holds}
    first = [one for one in dict.fromkeys(used) if one in known]
    rest = sorted(known.keys() - set(first), key=lambda one: (-known[one][0].toordinal(), one))
    rows = {one: _row(*known[one]) for one in [*first, *rest][:_MOST]}
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        spare = folder / f"{_FILE}.new"
        text = json.dumps({"schema": _SCHEMA, "answers": rows}, ensure_ascii=False, sort_keys=True, indent=1)
        spare.write_text(text + "\n", encoding="utf-8")
        spare.replace(folder / _FILE)


def _row(day: date, answer: Answer) -> dict[str, Any]:
    row = {"day": day.isoformat(), "state": answer.state.value, "status": answer.status}
    more = {"target": answer.target, "reason": answer.reason, "anchors": dict(answer.anchors)}
    return row | {name: value for name, value in more.items() if value}


def _answer(address: str, row: Mapping[str, Any]) -> Answer:
    anchors = tuple(
        (str(name), None if there is None else bool(there)) for name, there in row.get("anchors", {}).items()
    )
    target, reason = str(row.get("target", "")), str(row.get("reason", ""))
    return Answer(address, State(row["state"]), int(row["status"]), target, reason, anchors)
