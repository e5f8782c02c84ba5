"""Projects that belong together, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen.l10n.collation import SortKey, sort_key
from sitegen.resolve import Project, Site, derived
from sitegen.views.parts import ProjectCard, Text
from sitegen.views.writer import Writer

RELATED = 4
# How many projects of one group are weighed against a project: without a bound, a site where all share a measure would
# compare each with each.
CANDIDATES = 50


def related(writer: Writer, project: Project) -> Iterable[ProjectCard]:
    """Other projects that share a measure, a beneficiary or a topic, the closest first, each with the reasons."""
    found: list[tuple[int, SortKey, str, tuple[Text, ...]]] = []
    for slug in _candidates(writer.site, project):
        other = writer.site.projects[slug]
        score, reasons = _kinship(writer, project, other)
        found.append((-score, sort_key(writer.text(other.traits.title).text, writer.language), slug, reasons))
    for _, _, slug, reasons in sorted(found, key=lambda entry: entry[:3])[:RELATED]:
        yield writer.card(writer.site.projects[slug], reasons)


def _candidates(site: Site, project: Project) -> list[str]:
    groups = _groups(site)
    named = dict.fromkeys(slug for key in _keys(project) for slug in groups[key][:CANDIDATES])
    return [slug for slug in named if slug != project.slug]


@derived
def _groups(site: Site) -> Mapping[tuple[str, str], list[str]]:
    """The slugs of the projects that share something, by what they share; made once."""
    groups: dict[tuple[str, str], list[str]] = {}
    for project in site.projects.values():
        for key in _keys(project):
            groups.setdefault(key, []).append(project.slug)
    return groups


def _keys(project: Project) -> list[tuple[str, str]]:
    traits = project.traits
    measure = [("measure", traits.measure)] if traits.measure else []
    return [*measure, ("beneficiary", traits.beneficiary), *(("tag", tag) for tag in traits.tags)]


def _kinship(writer: Writer, own: Project, its: Project) -> tuple[int, tuple[Text, ...]]:
    one, other = own.traits, its.traits
    score = 0
    reasons: list[Text] = []
    if one.measure and one.measure == other.measure:
        score += 4
        reasons.append(writer.own(f"{writer.gettext('same measure')}: {one.measure}"))
    if one.beneficiary == other.beneficiary:
        score += 3
        reasons.append(writer.own(writer.gettext("same beneficiary")))
    shared = [tag for tag in one.tags if tag in other.tags]
    if shared:
        score += len(shared)
        reasons.append(writer.text(writer.site.content.tags[shared[0]]))
    return score, tuple(reasons)
