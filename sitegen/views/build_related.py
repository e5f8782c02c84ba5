"""Projects that belong together, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from sitegen.l10n.collation import SortKey, sort_key
from sitegen.resolve import Project, Site, derived, kept
from sitegen.traits import ProjectTraits
from sitegen.values import dataclass
from sitegen.views.parts import ProjectCard, Text
from sitegen.views.writer import Writer

RELATED = 4
# How many projects of one group are weighed against a project: without a bound, a site where all share a measure would
# compare each with each.
CANDIDATES = 50
_WEIGHTS = {"measure": 4, "beneficiary": 3, "tag": 1}


def related(writer: Writer, project: Project) -> Iterable[ProjectCard]:
    """Other projects that share a measure, a beneficiary or a topic, the closest first, each with the reasons."""

    def key(kin: _Kin) -> tuple[int, SortKey, str]:
        title = writer.text(kin.project.traits.title).text
        return -kin.score, sort_key(title, writer.language), kin.project.slug

    for kin in sorted(_kin(writer.site, project), key=key)[:RELATED]:
        yield writer.card(kin.project).because(tuple(_reasons(writer, project, kin)))


@dataclass(frozen=True, slots=True)
class _Kin:
    """A project that shares something with another: how much, and which topics."""

    project: Project
    score: int
    has_measure: bool
    has_beneficiary: bool
    tags: tuple[str, ...]


@kept
def _kin(site: Site, project: Project) -> list[_Kin]:
    """The closest, in all languages the same but for those that are equally close."""
    own, scores = project.traits, _scores(site, project)
    least = min(sorted(scores.values(), reverse=True)[:RELATED], default=0)
    return [_kinship(own, site.projects[slug], score) for slug, score in scores.items() if score >= least]


def _scores(site: Site, project: Project) -> dict[str, int]:
    """How much others share with a project, by slug. None of them is looked at, which takes 1 ms for two hundred."""
    groups, keys = _groups(site), _keys(project)
    named = (slug for key in keys for slug in islice(groups[key], CANDIDATES))
    scores = dict.fromkeys(named, 0)
    scores.pop(project.slug, None)
    for key in keys:
        weight = _WEIGHTS[key[0]]
        for slug in groups[key].keys() & scores.keys():
            scores[slug] += weight
    return scores


@derived
def _groups(site: Site) -> Mapping[tuple[str, str], dict[str, None]]:
    """The slugs of the projects that share something, in order, by what they share; made once."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for project in site.projects.values():
        for key in _keys(project):
            groups.setdefault(key, {})[project.slug] = None
    return groups


def _keys(project: Project) -> list[tuple[str, str]]:
    traits = project.traits
    measure = [("measure", traits.measure)] if traits.measure else []
    return [*measure, ("beneficiary", traits.beneficiary), *(("tag", tag) for tag in traits.tags)]


def _kinship(one: ProjectTraits, its: Project, score: int) -> _Kin:
    other = its.traits
    return _Kin(
        project=its,
        score=score,
        has_measure=bool(one.measure) and one.measure == other.measure,
        has_beneficiary=one.beneficiary == other.beneficiary,
        tags=tuple(tag for tag in one.tags if tag in other.tags),
    )


def _reasons(writer: Writer, project: Project, kin: _Kin) -> Iterable[Text]:
    if kin.has_measure:
        yield writer.own(f"{writer.gettext('same measure')}: {project.traits.measure}")
    if kin.has_beneficiary:
        yield writer.own(writer.gettext("same beneficiary"))
    if kin.tags:
        yield writer.text(writer.site.content.tags[kin.tags[0]])
