"""Write a Hugo site of the same records as `bench/corpus.py`, with pages of equal parts: for comparing.

`bench/hugo_site.py --projects 1000 --output DIR`. The layouts, the texts and the settings lie in `bench/hugo/`.
What is left out in Hugo's favour is told in `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from corpus import (
    FACT,
    LANGUAGES,
    MARK,
    PROGRAMMES,
    SITE_TITLE,
    WORDS,
    Indicator,
    News,
    Project,
    Text,
    drawn,
    euros,
    write,
)

from sitegen.attribution import emblem_svg
from sitegen.urls import slugify

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"
# Statuses are those of this day; it is the day of our builds too, which the comparison passes by `--date`.
DAY = date(2026, 11, 22)
STATUSES: dict[str, Text] = {
    "running": {"lv": "Īstenošanā", "en": "Running"},
    "completed": {"lv": "Pabeigts", "en": "Completed"},
}
FUNDS: dict[str, Text] = {
    "esf": {"lv": "Eiropas Sociālais fonds", "en": "European Social Fund"},
    "esf+": {"lv": "Eiropas Sociālais fonds Plus", "en": "European Social Fund Plus"},
    "erdf": {"lv": "Eiropas Reģionālās attīstības fonds", "en": "European Regional Development Fund"},
    "cf": {"lv": "Kohēzijas fonds", "en": "Cohesion Fund"},
}
SECTIONS: dict[str, Text] = {
    "projects": {"lv": "Projekti", "en": "Projects"},
    "news": {"lv": "Aktualitātes", "en": "News"},
    "topics": {"lv": "Tēmas", "en": "Topics"},
    "places": {"lv": "Vietas", "en": "Places"},
    "organisations": {"lv": "Organizācijas", "en": "Organisations"},
}
STANDING: dict[str, Text] = {
    "search": {"lv": "Meklēt", "en": "Search"},
    "accessibility": {"lv": "Piekļūstamības paziņojums", "en": "Accessibility statement"},
}
# Filters whose values have pages, and no page that lists the values.
UNLISTED = ("statuses", "funds", "periods", "years", "subjects", "regions", "newsyears")
TOWNS = {"Rīga": (43.4, 47.1), "Daugavpils": (75.7, 89.7), "Liepāja": (2.0, 64.7), "Ventspils": (9.4, 29.5)}
TOWNS |= {"Rēzekne": (86.6, 64.4), "Valmiera": (61.1, 23.7)}


def segment(name: str) -> str:
    """A fund as a part of an address."""
    return name.replace("+", "-plus")


def page(path: Path, head: Mapping[str, Any], text: str = "") -> None:
    """Write one file of content."""
    front = yaml.dump(dict(head), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100_000)
    write(path, f"---\n{front}---\n{text}")


def site_of(place: int) -> dict[str, Any]:
    """A place as a project page shows it."""
    name, latitude, longitude, region = WORDS["places"][place]
    return {"id": slugify(name), "name": name, "latitude": latitude, "longitude": longitude, "nuts": region}


def regions_of(project: Project) -> list[str]:
    """The regions of a project's places, each once."""
    return list(dict.fromkeys(slugify(WORDS["regions"][WORDS["places"][at][3]]) for at in project.places))


def project_head(of: Project, language: str) -> dict[str, Any]:
    """What a project page is made from, in one language."""
    programme, period, _ = PROGRAMMES[of.programme]
    return {
        "title": of.title[language],
        "date": of.published,
        "lastmod": of.updated,
        "id": of.slug,
        "number": of.number,
        "status": status_of(of),
        "fund": of.fund,
        "period": period,
        "programme": programme[language],
        "start": str(of.start),
        "end": str(of.end),
        "lead": of.summary[language],
        "goal": of.goal[language],
        "beneficiary": f"org-{of.beneficiary}",
        "partners": [f"org-{at}" for at in of.partners],
        "total": of.total / 100,
        "sources": [{"source": source, "amount": cents / 100} for source, cents in of.sources],
        "activities": [one[language] for one in of.activities],
        "indicators": [indicator_of(one, language) for one in of.indicators],
        "locations": [site_of(at) for at in of.places],
        **lists_of(of, period),
    }


def status_of(of: Project) -> str:
    """Whether the project still runs on the day of the builds."""
    return "running" if of.end >= DAY else "completed"


def indicator_of(one: Indicator, language: str) -> dict[str, Any]:
    """A result in numbers, in one language."""
    figures = {"target": one.target, "achieved": one.achieved, "as_of": str(one.as_of)}
    return {"id": one.slug, "label": one.label[language], **figures}


def lists_of(of: Project, period: str) -> dict[str, list[str]]:
    """The lists that the project stands in, as Hugo's taxonomies."""
    topics = [f"tag-{at}" for at in of.topics]
    return {
        "topics": topics,
        "subjects": topics,
        "statuses": [status_of(of)],
        "funds": [segment(of.fund)],
        "places": [*(slugify(WORDS["places"][at][0]) for at in of.places), *regions_of(of)],
        "regions": regions_of(of),
        "organisations": [f"org-{at}" for at in (of.beneficiary, *of.partners)],
        "periods": [period],
        "years": [str(year) for year in range(of.start.year, of.end.year + 1)],
    }


def write_project(folder: Path, of: Project, language: str) -> None:
    """A project's file; the fact in its text is written out, so Hugo need not find it."""
    text = of.description[language].replace(FACT, f"{euros(of.total)} EUR")
    page(folder / "projects" / f"{of.slug}.md", project_head(of, language), text)


def write_news(folder: Path, item: News, language: str) -> None:
    """A news item's file."""
    head = {"title": item.title[language], "date": item.day, "project": item.project}
    lists = {"topics": [f"tag-{at}" for at in item.topics], "newsyears": [str(item.day.year)]}
    page(folder / "news" / f"{item.slug}.md", head | lists, item.body[language])


def write_terms(folder: Path, language: str) -> None:
    """The names of everything that lists are made of."""
    at = LANGUAGES.index(language)
    for name, text in STATUSES.items():
        page(folder / "statuses" / name / "_index.md", {"title": text[language], "key": name})
    for name, text in FUNDS.items():
        page(folder / "funds" / segment(name) / "_index.md", {"title": text[language], "key": name})
    for number, names in enumerate(WORDS["topics"]):
        for kind in ("topics", "subjects"):
            page(folder / kind / f"tag-{number}" / "_index.md", {"title": names[at]})
    for number, names in enumerate(WORDS["organisations"]):
        page(folder / "organisations" / f"org-{number}" / "_index.md", {"title": names[at]})
    sites = [site_of(number) for number in range(len(WORDS["places"]))]
    for site in sites:
        page(
            folder / "places" / site["id"] / "_index.md", {"title": site["name"], "map": [site], "within": [site["id"]]}
        )
    for code, name in WORDS["regions"].items():
        inside = [site for site in sites if site["nuts"] == code]
        head = {"title": name, "map": inside, "within": [site["id"] for site in inside]}
        page(folder / "places" / slugify(name) / "_index.md", head)
        page(folder / "regions" / slugify(name) / "_index.md", {"title": name})
    page(folder / "places" / "_index.md", {"title": SECTIONS["places"][language], "map": sites})


def write_sections(folder: Path, language: str) -> None:
    """The pages that hold others."""
    for name in ("news", "topics", "organisations"):
        page(folder / name / "_index.md", {"title": SECTIONS[name][language]})
    cascade = [{"outputs": ["html", "json", "feed"], "target": {"kind": "page"}}]
    page(
        folder / "projects" / "_index.md",
        {"title": SECTIONS["projects"][language], "outputs": ["html", "list"], "cascade": cascade},
    )
    for name in UNLISTED:
        page(folder / name / "_index.md", {"title": name, "build": {"render": "never"}})
    for name, title in STANDING.items():
        page(folder / f"{name}.md", {"title": title[language]}, f"{title[language]}.\n")
    page(folder / "_index.md", {"title": SITE_TITLE[language]})


def write_static(folder: Path) -> None:
    """The same scripts, fonts and styles as ours, and the outline of the map."""
    shutil.copytree(
        STATIC, folder / "static", dirs_exist_ok=True, ignore=shutil.ignore_patterns("README.md", "latvia.svg")
    )
    write(folder / "static" / "emblem.svg", emblem_svg())
    write(folder / "static" / "media" / "mark.svg", MARK)
    drawing = (STATIC / "map" / "latvia.svg").read_text(encoding="utf-8")
    found = re.search(r'<path id="latvia" d="([^"]+)"', drawing)
    towns = [{"name": name, "x": x, "y": y} for name, (x, y) in TOWNS.items()]
    write(folder / "data" / "map.json", json.dumps({"land": found[1] if found else "", "towns": towns}))


def make(folder: Path, projects: int, seed: int) -> None:
    """Write the whole site."""
    shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
    write_static(folder)
    for language in LANGUAGES:
        write_terms(folder / "content" / language, language)
        write_sections(folder / "content" / language, language)
    for of, items in drawn(projects, seed):
        for language in LANGUAGES:
            write_project(folder / "content" / language, of, language)
            for item in items:
                write_news(folder / "content" / language, item, language)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--projects", type=int, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=20260101)
    arguments = parser.parse_args()
    make(arguments.output, arguments.projects, arguments.seed)


if __name__ == "__main__":
    main()
