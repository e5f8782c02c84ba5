"""Projects that belong together, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, islice

from sitegen.l10n.collation import SortKey, sort_key
from sitegen.resolve import Project, Site, derived, kept
from sitegen.traits import ProjectTraits
from sitegen.views.parts import ProjectCard, Text
from sitegen.views.writer import Writer

RELATED = 4
# How many projects of one group are weighed against a project: without a bound, a site where all share a measure would
# compare each with each.
CANDIDATES = 50
_WEIGHTS = {"measure": 4, "beneficiary": 3, "tag": 1}


def related(writer: Writer, project: Project) -> Iterable[ProjectCard]:
    """Other projects that share a measure, a beneficiary or a topic, the closest first, each with the reasons."""
    site, language = writer.site, writer.language

    def key(kin: tuple[str, int]) -> tuple[int, SortKey, str]:
        slug, score = kin
        titles = site.projects[slug].traits.title
        return -score, sort_key(titles.get(language) or titles[site.primary], language), slug

    for slug, _ in sorted(_kin(site, project), key=key)[:RELATED]:
        kin = site.projects[slug]
        yield writer.card(kin).because(tuple(_reasons(writer, project.traits, kin.traits)))


@kept
def _kin(site: Site, project: Project) -> list[tuple[str, int]]:
    """The closest, and how much they share; in all languages the same but for those that are equally close."""
    scores = _scores(site, project)
    least = min(sorted(scores.values(), reverse=True)[:RELATED], default=0)
    return [(slug, score) for slug, score in scores.items() if score >= least]


def _scores(site: Site, project: Project) -> dict[str, int]:
    """How much others share with a project, by slug. None of them is looked at, which takes 1 ms for two hundred."""
    groups, keys = _groups(site), _keys(project)
    scores = dict.fromkeys(chain.from_iterable(islice(groups[key], CANDIDATES) for key in keys), 0)
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


def _reasons(writer: Writer, one: ProjectTraits, other: ProjectTraits) -> Iterable[Text]:
    if one.measure and one.measure == other.measure:
        yield writer.own(f"{writer.gettext('same measure')}: {one.measure}")
    if one.beneficiary == other.beneficiary:
        yield writer.own(writer.gettext("same beneficiary"))
    tag = next((tag for tag in one.tags if tag in other.tags), None)
    if tag is not None:
        yield writer.text(writer.site.content.tags[tag])
