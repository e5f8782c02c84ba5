"""What each amendment changed: was → is, field by field, with the difference."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from sitegen.differences import Difference, OfCount, OfDay, OfMoney, OfPercent, by_id, differences
from sitegen.models.content import Version
from sitegen.models.project import Project as Record
from sitegen.resolve import Project
from sitegen.sections import version_section
from sitegen.views.apart import within
from sitegen.views.history_figures import figure
from sitegen.views.history_labels import label
from sitegen.views.history_retelling import Retelling, retelling
from sitegen.views.history_wordings import wording
from sitegen.views.project import Amendment, Change
from sitegen.views.writer import Writer


def anchor_of(project: Project, version: Version) -> str:
    """The permalink of a version on the project's page."""
    return version_section(project.file, version)


def history(writer: Writer, project: Project) -> tuple[Amendment, ...]:
    """The amendments, latest first."""
    return tuple(amendment_view(writer, project, version) for version in reversed(project.file.versions[1:]))


def amendment_view(writer: Writer, project: Project, version: Version, is_data: bool = False) -> Amendment:
    """The amendment that made this version. In data (`is_data`) no natural person is named (D-06)."""
    amendment, anchor = version.amendment, anchor_of(project, version)
    if amendment is None:
        raise ValueError("the original is not an amendment")
    source = amendment.source
    return Amendment(
        anchor=anchor,
        effective=amendment.effective,
        known_by=amendment.known_by,
        is_in_force=version.number <= project.version.number,
        is_next=version.number == project.version.number + 1,
        reason=within(writer.maybe_passage(amendment.reason, project, version), anchor),
        source=writer.link(source.title, source.url) if source else None,
        changes=changes(retelling(writer, project, version, is_data)),
    )


def changes(told: Retelling) -> tuple[Change, ...]:
    """The rows of an amendment: money, days, results, other fields, texts, lists."""
    return tuple(_change(told, found) for found in worth_telling(told.before.project, told.after.project))


def worth_telling(before: Record, after: Record) -> tuple[Difference, ...]:
    """What differs. An indicator that is new or gone is told by its name and its numbers, not leaf by leaf."""
    both = by_id(before.indicators).keys() & by_id(after.indicators).keys()
    return tuple(found for found in differences(before, after) if _is_worth_it(found.key, both))


def _is_worth_it(key: str, both: AbstractSet[str]) -> bool:
    match key.split("."):
        case ["indicators", identifier, leaf]:
            return identifier in both or leaf in {"target", "achieved"}
        case _:
            return True


def _change(told: Retelling, found: Difference) -> Change:
    named = label(told, found.key)
    if isinstance(found, OfMoney | OfDay | OfPercent | OfCount):
        return figure(told, found, named)
    return wording(told, found, named)
