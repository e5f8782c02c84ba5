"""Everything that names something else must find it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from sitegen.attribution.funds import funds_of_period
from sitegen.diagnostics import Diagnostic, Span, problem
from sitegen.facts import objective_of
from sitegen.load.decode import UNKNOWN, closest, closest_path
from sitegen.models.content import ProjectRecord, Version
from sitegen.models.project import Project
from sitegen.named_files import of_project, of_registries, of_text
from sitegen.rules.context import Context, is_published_project, per_version, versions
from sitegen.source import Step
from sitegen.texts import file_span, record_span
from sitegen.values import dataclass

Named = Iterator[tuple[str, tuple[Step, ...]]]


def organisations_unknown(context: Context) -> Iterator[Diagnostic]:
    """Records, programmes and the site name organisations that are declared."""
    content = context.content
    known = _known(context, "organisations", content.organisations)
    site = f"{content.folder}/site.yaml"
    if content.has_registries and content.site.institution not in known:
        yield _unknown("unknown-organisation", content.site.institution, known, file_span(content, site, "institution"))
    for slug, programme in content.programmes.items() if content.has_registries else ():
        authority = programme.managing_authority
        if authority and authority not in known:
            span = file_span(content, f"{content.folder}/programmes.yaml", slug, "managing_authority")
            yield _unknown("unknown-organisation", authority, known, span)
    for record, version in versions(context):
        for name, steps in _organisations_of(version.project):
            if name not in known:
                span = record_span(content, record, version.number, *steps)
                yield _unknown("unknown-organisation", name, known, span)


def _organisations_of(project: Project) -> Named:
    yield project.beneficiary, ("beneficiary",)
    for index, partner in enumerate(project.partners):
        if partner.organisation:
            yield partner.organisation, ("partners", index, "organisation")
    for index, contact in enumerate(project.contacts):
        if contact.organisation:
            yield contact.organisation, ("contacts", index, "organisation")


@per_version("partners")
def partners_without_name(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """A partner is an organisation, or a number or kind of them."""
    for index, partner in enumerate(version.project.partners):
        if not partner.organisation and partner.count is None and not partner.kind:
            yield problem(
                "partner-without-name", record_span(context.content, record, version.number, "partners", index)
            )


def programmes_unknown(context: Context) -> Iterator[Diagnostic]:
    """A project's programme, measure and funds are declared, and fit each other and the period."""
    content = context.content
    for slug, programme in content.programmes.items() if content.has_registries else ():
        for index, fund in enumerate(programme.funds):
            if fund not in funds_of_period(programme.period):
                span = file_span(content, f"{content.folder}/programmes.yaml", slug, "funds", index)
                choices = ", ".join(funds_of_period(programme.period))
                yield problem("fund-not-in-period", span, value=fund, period=programme.period, choices=choices)
    yield from _programmes_of_projects(context)


@per_version("programme", "measure", "fund")
def _programmes_of_projects(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    known, name = _known(context, "programmes", context.content.programmes), version.project.programme
    if name not in known:
        yield _unknown(
            "unknown-programme", name, known, record_span(context.content, record, version.number, "programme")
        )
    elif name in context.content.programmes:
        yield from _measure(context, record, version)
        yield from _funds(context, record, version)


def _measure(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    project = version.project
    programme = context.content.programmes[project.programme]
    if project.measure is None:
        return
    objective = objective_of(project.measure)
    if project.measure in programme.measures and (not objective or objective in programme.objectives):
        return
    span = record_span(context.content, record, version.number, "measure")
    if project.measure not in programme.measures:
        near = closest(project.measure, programme.measures)
        yield problem("unknown-measure", span, value=project.measure, programme=project.programme, **near)
    else:
        yield problem("unknown-objective", span, value=objective, programme=project.programme)


def _funds(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    project = version.project
    programme = context.content.programmes[project.programme]
    allowed = funds_of_period(programme.period)
    for index, fund in enumerate(project.fund):
        if fund in allowed and (not programme.funds or fund in programme.funds):
            continue
        span = record_span(context.content, record, version.number, "fund", index)
        if fund not in allowed:
            choices = ", ".join(allowed)
            yield problem("fund-not-in-period", span, value=fund, period=programme.period, choices=choices)
        else:
            choices = ", ".join(programme.funds)
            yield problem("fund-not-in-programme", span, value=fund, programme=project.programme, choices=choices)


def tags_unknown(context: Context) -> Iterator[Diagnostic]:
    """Tags are declared in `tags.yaml`."""
    content = context.content
    known = _known(context, "tags", content.tags)
    for record, version in versions(context):
        for index, tag in enumerate(version.project.tags):
            if tag not in known:
                span = record_span(content, record, version.number, "tags", index)
                yield _unknown("unknown-tag", tag, known, span)
    for text in content.markdown():
        for index, tag in enumerate(text.fields.tags):
            if tag not in known:
                yield _unknown("unknown-tag", tag, known, file_span(content, text.path, "tags", index))


def projects_unknown(context: Context) -> Iterator[Diagnostic]:
    """A Markdown file names projects that exist; one that is not published yet is told of."""
    content = context.content
    records = content.index.projects
    known = _known(context, "projects", records)
    for text in content.markdown():
        for index, slug in enumerate(text.fields.projects):
            if slug not in known:
                span = file_span(content, text.path, "projects", index)
                yield _unknown("unknown-project", slug, known, span)
            elif slug in records and not is_published_project(records[slug], context.day):
                span = file_span(content, text.path, "projects", index)
                yield problem("draft-reference", span, value=slug)


@per_version("indicators", "places", "funding")
def indicators_unknown(context: Context, record: ProjectRecord, version: Version) -> Iterator[Diagnostic]:
    """`part_of` and `capacity_of` name an indicator of the record; ids and sources stand once."""
    project = version.project
    ids = [indicator.id for indicator in project.indicators]
    named: list[tuple[str | None, tuple[Step, ...]]] = [
        *((one.part_of, ("indicators", index, "part_of")) for index, one in enumerate(project.indicators)),
        *((one.capacity_of, ("places", index, "capacity_of")) for index, one in enumerate(project.places)),
    ]
    for name, steps in named:
        if name and name not in ids:
            span = record_span(context.content, record, version.number, *steps)
            yield _unknown("unknown-indicator", name, ids, span)
    sources = [source.source.value for source in project.funding.sources]
    yield from _repeated("duplicate-id", ids, _spans(context, record, version, ("indicators",), "id"))
    spans = _spans(context, record, version, ("funding", "sources"), "source")
    yield from _repeated("duplicate-source", sources, spans)


SpanOf = Callable[[int], Span]


def _spans(context: Context, record: ProjectRecord, version: Version, steps: tuple[Step, ...], key: str) -> SpanOf:
    return lambda index: record_span(context.content, record, version.number, *steps, index, key)


def _repeated(code: str, values: list[str], span_of: SpanOf) -> Iterator[Diagnostic]:
    for index, value in enumerate(values):
        first = values.index(value)
        if first < index:
            before = span_of(first)
            yield problem(code, span_of(index), (before,), value=value, line=str(before.line))


def media_missing(context: Context) -> Iterator[Diagnostic]:
    """Every file that is named lies in `media/`."""
    content = context.content
    for record, version in versions(context):
        for name, steps in of_project(version.project):
            if name not in content.media:
                span = record_span(content, record, version.number, *steps)
                yield _unknown("missing-media", name, content.media, span)
    for text in content.markdown():
        for name, steps in of_text(text):
            if name not in content.media:
                yield _unknown("missing-media", name, content.media, file_span(content, text.path, *steps))
    for one in of_registries(content) if content.has_registries else ():
        if one.name not in content.media:
            yield _unknown("missing-media", one.name, content.media, file_span(content, one.path, *one.steps))


def navigation_unknown(context: Context) -> Iterator[Diagnostic]:
    """The navigation leads to pages that exist."""
    content = context.content
    pages = list(content.index.pages)
    for index, entry in enumerate(content.site.navigation or ()):
        section, _, name = entry.partition("/")
        broken = {path.rpartition("/")[2].split(".")[0] for path in content.broken["texts"]}
        if section == "page" and name not in pages and name not in broken:
            span = file_span(content, f"{content.folder}/site.yaml", "navigation", index)
            near = {key: f"page/{meant}" for key, meant in closest(name, pages).items()}
            yield problem("unknown-page", span, value=name, **near)


def _known(context: Context, kind: str, declared: Collection[str]) -> Collection[str]:
    """What may be named: what is declared, what is declared and broken; anything when the registry is unreadable."""
    broken = context.content.broken[kind]
    return _Known(declared, broken)


@dataclass(frozen=True, slots=True)
class _Known(Collection[str]):
    """Names that are declared, or declared and broken; every name when `broken` says so. None is copied."""

    declared: Collection[str]
    broken: frozenset[str]

    def __contains__(self, name: object) -> bool:
        return name in self.declared or name in self.broken or name == UNKNOWN or "*" in self.broken

    def __iter__(self) -> Iterator[str]:
        yield from self.declared
        yield from self.broken - {"*"}

    def __len__(self) -> int:
        return len(self.declared) + len(self.broken)


def _unknown(code: str, value: str, known: Collection[str], span: Span) -> Diagnostic:
    names = list(known)
    near = closest_path(value, names) if code == "missing-media" else closest(value, names)
    return problem(code, span, value=value, choices=", ".join(sorted(names)), **near)
