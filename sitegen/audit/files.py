"""The links of a built site as it lies in a folder: all of its files, whoever put them there."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.artifacts import Artifact, Place, artifact
from sitegen.audit.built import BuiltSite
from sitegen.audit.links import faults
from sitegen.audit.sitemaps import entries_of, faults_of_sitemap
from sitegen.inspection.findings import Found, fault
from sitegen.inspection.following import is_followed
from sitegen.urls import absolute

_SITEMAP = "sitemap.xml"


def faults_of_folder(site: BuiltSite) -> Iterator[tuple[str, Found]]:
    """What is wrong with where the files of a folder lead, and with its sitemap, each with the path of the file."""
    place = Place(absolute(site.base_url, "") if site.base_url else "")
    files = {path: _artifact(site, path, place) for path in site.files}
    yield from ((page.path, found) for page, found in faults(files, files, place.base_url))
    if _SITEMAP in files:
        yield from _of_sitemap(site, files, place)


def _artifact(site: BuiltSite, path: str, place: Place) -> Artifact:
    if path.endswith(".html") or is_followed(path):
        return artifact(path, (site.folder / path).read_bytes(), site=place)
    return Artifact(path, b"", 0)


def _of_sitemap(site: BuiltSite, files: dict[str, Artifact], place: Place) -> Iterator[tuple[str, Found]]:
    speaking = (path for path in site.pages if "noindex" in site.text(path).lower())
    hidden = {path for path in speaking if site.markup(path).is_unlisted}
    public = {path.removesuffix("index.html"): files[path].kin.others for path in site.pages if path not in hidden}
    text = site.text(_SITEMAP)
    for path, found in faults_of_sitemap(entries_of(text, place.base_url), public):
        yield f"{path}index.html" if path.endswith("/") else path, found
    for path in sorted(hidden):
        if f"<loc>{absolute(place.base_url, path.removesuffix('index.html'))}</loc>" in text:
            yield path, fault("sitemap-hidden")
