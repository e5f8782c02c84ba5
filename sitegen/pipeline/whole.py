"""A site at one look: everything is read and checked together, and nothing is remembered.

What finds the faults of content that cannot be read, of which no part can be checked by itself; and what others than
the build look at.
"""

from __future__ import annotations

from dataclasses import replace

from sitegen.addresses import Register, read_register
from sitegen.assets import Assets, collect_assets
from sitegen.diagnostics import Collector, Span, problem
from sitegen.facts import Words
from sitegen.languages import Language
from sitegen.load import Folder, load, tell_strange_code
from sitegen.manifest import ADDRESSES
from sitegen.models.content import Content
from sitegen.pipeline.looking_up import words_of
from sitegen.plan import MANIFEST, Page, addresses_of, export_paths, plan
from sitegen.publish import MARKER
from sitegen.redirects import Rule
from sitegen.resolve import Site, resolve
from sitegen.rules import Context, check, settle
from sitegen.settings import Keeping, Settings
from sitegen.texts import shelve
from sitegen.values import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """Content without errors, resolved and planned."""

    site: Site
    pages: tuple[Page, ...]
    assets: Assets


def examine(settings: Settings, found: Collector) -> tuple[Content | None, Checked | None]:
    """Everything up to the plan; no site when there are errors."""
    content = load(settings.content, found)
    if tell_strange_code(settings.own_folders(), found) or content is None:
        return content, None
    if settings.base_url:
        site_record = content.site.model_copy(update={"base_url": settings.base_url})
        content = replace(content, site=site_record)
    words = words_of(settings, content.languages)
    tell_catalogues(content, words, found)
    shelf = shelve(content)
    check(Context(content, settings.day, shelf, words), found)
    settle(content, found)
    if found.has_errors:
        return content, None
    site = replace(resolve(content, settings.day, words, shelf), commits=settings.commits)
    assets = collect_assets(settings.folders("static"))
    pages = planned(site, assets, found, register_of(settings, found))
    return content, None if found.has_errors else Checked(site, pages, assets)


def tell_catalogues(content: Content, words: dict[Language, Words], found: Collector) -> None:
    """Languages that the interface has no words in."""
    for language in content.languages:
        if not words[language].catalogue.singular:
            path = f"{content.folder}/site.yaml"
            found.add(problem("catalogue-missing", Span(path), language=language))


def planned(site: Site, assets: Assets, found: Collector, register: Register) -> tuple[Page, ...]:
    """The pages of a site; addresses that two things would have are told, and those that would be lost."""
    return plan(site, found, [*assets.files, *site.content.media, *export_paths(site), MANIFEST, MARKER], register)


def register_of(settings: Settings, found: Collector) -> Register:
    """The addresses that the site ever had, as far as the build is held to them."""
    file = settings.content / ADDRESSES
    if settings.addresses is Keeping.IGNORE or file.is_symlink() or not file.is_file():
        return {}
    folder = Folder(settings.content, settings.content.name or "content", found)
    text = folder.read(ADDRESSES)
    return {} if text is None else read_register(folder.shown(ADDRESSES), text, found)


def rules_of(checked: Checked, settings: Settings) -> list[Rule]:
    """Every old address of a site, and where it leads; what a server is told."""
    register = register_of(settings, Collector())
    return list(addresses_of(checked.site, checked.pages, register).rules())
