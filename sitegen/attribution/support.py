"""The support of a project, read from its record and its programme."""

from __future__ import annotations

from sitegen.attribution.derive import Support, form_of
from sitegen.models.content import Content
from sitegen.models.project import Project


def support_of(content: Content, project: Project) -> Support | None:
    """What the project's attribution follows from; None when its programme is not known."""
    programme = content.programmes.get(project.programme)
    return Support(programme.period, project.fund, form_of(project.funding)) if programme else None
