"""Translations: what is missing, stale or copied; digests that change with words alone; files that gain one line."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.catalogues import read_catalogue
from sitegen.diagnostics import Collector
from sitegen.languages import EN, LV
from sitegen.load import load
from sitegen.models.content import Content, MarkdownText
from sitegen.models.site import FrontMatter
from sitegen.stamping import Stamp, StampRefusedError, report, stamp
from sitegen.texts import file_span
from sitegen.translations import (
    State,
    Translation,
    as_data,
    digest_of_record,
    digest_of_text,
    needs_translating,
    translations,
)

ROOT = Path(__file__).parent.parent
ENGLISH = read_catalogue("en")
WORDS = st.text(st.sampled_from("abcdāčģ{}.,-“”123"), min_size=1, max_size=8)

SITE = """\
title: {lv: Paraugs, en: Sample}
description: {lv: Neliela vietne pārbaudēm., en: A small site for tests.}
base_url: https://example.lv/
languages: [lv, en]
institution: region
"""
ORGANISATIONS = "region: {name: {lv: Zemgales reģions, en: Zemgale Region}}\n"
PROGRAMMES = """\
growth:
  name: {lv: Izaugsme un nodarbinātība, en: Growth and Employment}
  period: 2014-2020
  measures: {9.2.2.1: {lv: Pakalpojumi cilvēkiem, en: Services for people}}
"""
TAGS = "health: {lv: Veselība, en: Health}\n"
PROJECT = """\
number: 9.2.2.1/15/I/001
title:
  lv: Atver sirdi Zemgalē
  en: Open Your Heart in Zemgale
summary:
  lv: >-
    Projekts palīdz {{ indicators.people.target }} cilvēkiem
    dzīvot mājās.
  en: >-
    The project helps {{ indicators.people.target }} people
    to live at home.
programme: growth
fund: esf
dates: {start: 2015-07-01}
beneficiary: region
activities:
  - {lv: Apmācīt speciālistus., en: Train specialists.}
indicators:
  - id: people
    label: {lv: Cilvēki ar atbalsta plānu, en: People with a support plan}
    unit:
      lv: {zero: personu, one: persona, other: personas}
      en: {one: person, other: people}
    target: 502
places:
  - {name: Ilūkste, address: "Kastaņu iela 38A, Ilūkste"}
links:
  - {title: {lv: Projekta lapa tīmeklī, en: The project's page}, url: https://example.lv/a}
draft: false
amendments:
  - effective: 2022-10-18
    reason: {lv: Mainīti noteikumi., en: The rules changed.}
    changes:
      title: {lv: Atver sirdi plašāk Zemgalē, en: Open Your Heart Wider in Zemgale}
      indicators: {people: {label: {lv: Cilvēki ar jaunu plānu, en: People with a new plan}, target: 542}}
"""
DESCRIPTION = {"lv": "Projekts sākās rudenī.\n", "en": "The project began in autumn.\n"}
NEWS = {
    "lv": "---\ntitle: Nometnes sākas vasarā\nsummary: Divas nometnes bērniem.\n---\n\nNometnes notiks Zemgalē.\n",
    "en": "---\ntitle: Camps start in summer\nsummary: Two camps for children.\n---\n\nThe camps are in Zemgale.\n",
}
PAGE = {"lv": "---\ntitle: Par vietni\n---\nTeksts.\n", "en": "---\ntitle: About the site\n---\nText.\n"}
PROJECT_FILE, NEWS_FILE = "projects/a.yaml", "news/2022-03-22-camps.en.md"


def files() -> dict[str, str]:
    """A site of which everything is translated."""
    texts = {"site.yaml": SITE, "organisations.yaml": ORGANISATIONS, "programmes.yaml": PROGRAMMES, "tags.yaml": TAGS}
    texts[PROJECT_FILE] = PROJECT
    for language in ("lv", "en"):
        texts[f"projects/a.{language}.md"] = DESCRIPTION[language]
        texts[f"news/2022-03-22-camps.{language}.md"] = NEWS[language]
        texts[f"pages/about.{language}.md"] = PAGE[language]
    return texts


class Site:
    """A content folder in which single files may be written anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in files().items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def content(self, errors: tuple[str, ...] = ()) -> Content:
        found = Collector()
        content = load(self.folder, found)
        assert errors == tuple(one.code for one in found.in_order())
        assert content is not None
        return content

    def found(self, *errors: str) -> dict[str, Translation]:
        """The English translations by path."""
        return {
            one.path.removeprefix("content/"): one for one in translations(self.content(errors)) if one.language == EN
        }

    def digest(self) -> str:
        content = self.content()
        return digest_of_record(content.projects[0], content.primary)

    def stamp(self, name: str) -> Stamp:
        return stamp(self.folder, self.folder / name, self.content(), ENGLISH)

    def refused(self, name: str | Path, *errors: str) -> str:
        """Why the file is not stamped; nothing at all has changed."""
        before = self.everything()
        with pytest.raises(StampRefusedError) as refused:
            stamp(self.folder, self.folder / name, self.content(errors), ENGLISH)
        assert before == self.everything()
        return str(refused.value).replace(str(self.folder), "content")

    def everything(self) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "content")


# What there is


def test_everything_is_listed_by_path_and_language(site: Site) -> None:
    site.change("site.yaml", "[lv, en]", "[lv, en, de]")
    listed = [(one.path, one.language) for one in translations(site.content())]
    assert listed == sorted(listed)
    in_records = ["organisations.yaml", "programmes.yaml", PROJECT_FILE, "site.yaml", "tags.yaml"]
    assert listed == sorted(
        [(f"content/{name}", language) for name in in_records for language in ("de", "en")]
        + [(f"content/{name}.{language}.md", language) for name in MARKDOWN for language in ("de", "en")]
    )


MARKDOWN = ("news/2022-03-22-camps", "pages/about", "projects/a")


def test_kinds_and_names_are_those_of_the_records(site: Site) -> None:
    assert {(one.kind, one.name) for one in site.found().values()} == {
        ("site", "site"),
        ("organisations", "organisations"),
        ("programmes", "programmes"),
        ("tags", "tags"),
        ("project", "a"),
        ("description", "a"),
        ("news", "2022-03-22-camps"),
        ("page", "about"),
    }


def test_what_is_translated_in_full_is_complete(site: Site) -> None:
    assert {one.state for one in site.found().values()} == {State.COMPLETE}


def in_latvian(text: str) -> str:
    """The text of a file without its English."""
    text = re.sub(r"\n +en: (>-(\n    .*)+|.*)", "", text)
    return re.sub(r",? en: [^{}]*(?=\})", "", text)


def test_a_site_in_one_language_has_nothing_to_translate(site: Site) -> None:
    for name, text in files().items():
        site.write(name, in_latvian(text.replace("[lv, en]", "[lv]")))
        if name.endswith(".en.md"):
            (site.folder / name).unlink()
    assert translations(site.content()) == ()
    assert site.refused(PROJECT_FILE) == "there is nothing to translate: the site has one language"


def test_a_file_that_is_not_there_is_not_listed(site: Site) -> None:
    (site.folder / "tags.yaml").unlink()
    assert "tags.yaml" not in site.found()


def test_drafts_are_listed_because_they_are_being_worked_on(site: Site) -> None:
    site.change(PROJECT_FILE, "draft: false", "draft: true")
    site.change(NEWS_FILE.replace(".en.", ".lv."), "title:", "draft: true\ntitle:")
    (site.folder / NEWS_FILE).unlink()
    assert site.found()[PROJECT_FILE].state is State.COMPLETE
    assert site.found()[NEWS_FILE].state is State.MISSING


def test_what_stands_in_a_translation_alone_is_not_listed(site: Site) -> None:
    site.write("pages/only.en.md", PAGE["en"])
    assert "pages/only.en.md" not in site.found()


def test_a_translation_that_cannot_be_read_is_not_called_missing(site: Site) -> None:
    site.write("pages/about.en.md", "no front matter")
    assert "pages/about.en.md" not in site.found("missing-front-matter")
    site.write("pages/about.en.md", PAGE["en"])
    site.write("projects/a.en.md", "---\ntitel: x\n---\n")
    assert "projects/a.en.md" not in site.found("unknown-key")


# Missing and partial


def test_a_translation_that_is_not_there_is_missing_under_the_name_that_it_would_have(site: Site) -> None:
    for name in MARKDOWN:
        (site.folder / f"{name}.en.md").unlink()
    found = site.found()
    assert {name: (found[f"{name}.en.md"].state, found[f"{name}.en.md"].texts) for name in MARKDOWN} == {
        "news/2022-03-22-camps": (State.MISSING, 3),
        "pages/about": (State.MISSING, 2),
        "projects/a": (State.MISSING, 1),
    }
    assert found[NEWS_FILE].gaps == (("title",), ("summary",), ())


def test_an_original_without_a_text_misses_no_translation(site: Site) -> None:
    site.write("projects/a.lv.md", "\n")
    (site.folder / "projects/a.en.md").unlink()
    assert "projects/a.en.md" not in site.found()


def test_a_translation_with_gaps_is_partial_and_the_gaps_are_led_to(site: Site) -> None:
    site.change(NEWS_FILE, "summary: Two camps for children.\n", "")
    found = site.found()[NEWS_FILE]
    assert (found.state, found.texts, found.gaps) == (State.PARTIAL, 3, (("summary",),))


def test_documents_go_together_in_their_order(site: Site) -> None:
    original = NEWS_FILE.replace(".en.", ".lv.")
    site.change(
        original, "summary:", "documents: [{title: Plāns, file: media/a.pdf}, {title: X, file: media/b.pdf}]\nsummary:"
    )
    site.change(NEWS_FILE, "summary:", "documents: [{title: Plan, file: media/a-en.pdf}]\nsummary:")
    assert site.found()[NEWS_FILE].gaps == (("documents", 1, "title"),)


@pytest.mark.parametrize(
    ("file", "old", "way"),
    [
        (PROJECT_FILE, "\n  en: Open Your Heart in Zemgale", ("title",)),
        (PROJECT_FILE, ", en: Train specialists.", ("activities", 0)),
        (PROJECT_FILE, ", en: People with a support plan", ("indicators", 0, "label")),
        (PROJECT_FILE, "\n      en: {one: person, other: people}", ("indicators", 0, "unit")),
        (PROJECT_FILE, ", en: The project's page", ("links", 0, "title")),
        (PROJECT_FILE, ", en: The rules changed.", ("amendments", 0, "reason")),
        (PROJECT_FILE, ", en: Open Your Heart Wider in Zemgale", ("amendments", 0, "changes", "title")),
        (
            PROJECT_FILE,
            ", en: People with a new plan",
            ("amendments", 0, "changes", "indicators", "people", "label"),
        ),
        ("site.yaml", ", en: Sample", ("title",)),
        ("organisations.yaml", ", en: Zemgale Region", ("region", "name")),
        ("programmes.yaml", ", en: Services for people", ("growth", "measures", "9.2.2.1")),
    ],
)
def test_a_gap_of_a_record_is_told_by_its_way(site: Site, file: str, old: str, way: tuple[str | int, ...]) -> None:
    texts = site.found()[file].texts
    site.change(file, old, "")
    found = site.found()[file]
    assert (found.gaps, found.texts) == ((way,), texts)
    assert found.state is (State.PARTIAL if texts > 1 else State.MISSING)
    content = site.content()
    assert "lv" in content.texts[f"content/{file}"].split("\n")[file_span(content, f"content/{file}", *way).line - 1]


def test_a_record_without_any_translation_is_missing_though_its_names_are_the_same_in_all_languages(site: Site) -> None:
    site.write(PROJECT_FILE, in_latvian(PROJECT))
    found = site.found()[PROJECT_FILE]
    assert (found.state, len(found.gaps), found.texts) == (State.MISSING, 9, 10)


def test_a_text_in_the_translation_alone_counts_for_nothing(site: Site) -> None:
    before = site.found()[PROJECT_FILE]
    site.change(PROJECT_FILE, "{lv: Atver sirdi plašāk Zemgalē, en: Open", "{en: Open")
    after = site.found()[PROJECT_FILE]
    assert (after.texts, after.gaps) == (before.texts - 1, ())


def test_addresses_and_digests_are_no_texts(site: Site) -> None:
    texts = site.found()[PROJECT_FILE].texts
    site.change(PROJECT_FILE, "draft: false", "slug: {lv: atver-sirdi}\ntranslates: {en: '1'}")
    found = site.found()[PROJECT_FILE]
    assert (found.texts, found.gaps) == (texts, ())


# Stale


def test_a_translation_of_another_text_is_stale(site: Site) -> None:
    for name in (PROJECT_FILE, NEWS_FILE, "projects/a.en.md", "pages/about.en.md"):
        assert site.stamp(name).is_new
    assert {(one.state, one.is_stamped) for one in site.found().values() if one.is_stampable} == {
        (State.COMPLETE, True)
    }
    site.change(PROJECT_FILE, "Apmācīt speciālistus.", "Apmācīt visus.")
    site.change(NEWS_FILE.replace(".en.", ".lv."), "Nometnes notiks", "Divas nometnes notiks")
    site.change("projects/a.lv.md", "rudenī", "ziemā")
    site.change("pages/about.lv.md", "title: Par vietni", "title: Par šo vietni")
    stale = {name for name, one in site.found().items() if one.is_stale and one.state is State.STALE}
    assert stale == {PROJECT_FILE, NEWS_FILE, "projects/a.en.md", "pages/about.en.md"}


def test_the_worst_is_the_state_and_the_fields_tell_all(site: Site) -> None:
    site.stamp(NEWS_FILE)
    original = NEWS_FILE.replace(".en.", ".lv.")
    site.change(NEWS_FILE, "The camps are in Zemgale.", "Nometnes notiks Zemgalē.")
    assert site.found()[NEWS_FILE].state is State.COPIED
    site.change(NEWS_FILE, "summary: Two camps for children.\n", "")
    assert site.found()[NEWS_FILE].state is State.PARTIAL
    site.change(original, "Nometnes sākas", "Visas nometnes sākas")
    found = site.found()[NEWS_FILE]
    assert (found.state, found.gaps, found.copied) == (State.STALE, (("summary",),), ((),))
    assert (found.is_stale, found.is_stamped) == (True, True)


def test_a_record_with_a_faulty_field_is_not_called_stale(site: Site) -> None:
    site.stamp(PROJECT_FILE)
    site.change(PROJECT_FILE, "links:\n", "links:\n  - {title: Lapa, url: https://example.lv/}\n")
    found = site.found("not-localised")[PROJECT_FILE]
    assert (found.is_stamped, found.is_stale, found.state) == (True, False, State.COMPLETE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("target: 502", "target: 503"),
        ("2015-07-01", "2015-07-02"),
        ("Kastaņu iela 38A", "Kastaņu iela 38"),
        ("https://example.lv/a", "https://example.lv/b"),
        ("number: 9.2.2.1/15/I/001", "number: 9.2.2.1/15/I/002"),
        ("target: 542", "target: 543"),
        ("Train specialists.", "Teach specialists."),
        ("{one: person, other: people}", "{one: human, other: humans}"),
        ("draft: false", "draft: true\nslug: {lv: sirds}\ntags: [health]\n# A comment."),
        ("cilvēkiem\n    dzīvot", "cilvēkiem dzīvot\n   "),
        ("lv: Atver sirdi Zemgalē", 'lv: "Atver  sirdi Zemgalē"'),
        ("lv: Apmācīt speciālistus.", "lv: Apma\u0304ci\u0304t specia\u0304listus."),
    ],
)
def test_what_is_not_a_word_of_the_first_language_does_not_make_a_translation_stale(
    site: Site, old: str, new: str
) -> None:
    before = site.digest()
    site.change(PROJECT_FILE, old, new)
    assert before == site.digest()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lv: Atver sirdi Zemgalē\n", "lv: Atver sirdi zemgalē\n"),
        ("{{ indicators.people.target }} cilvēkiem\n", "{{ indicators.people }} cilvēkiem\n"),
        ("Apmācīt speciālistus.", "Apmācīt speciālistus!"),
        ("zero: personu", "zero: person"),
        ("one: persona,", "one: personas,"),
        ("lv: Projekta lapa", "lv: Lapa"),
        ("lv: Mainīti", "lv: Grozīti"),
        ("lv: Atver sirdi plašāk", "lv: Atver sirdi vēl plašāk"),
        ("lv: Cilvēki ar jaunu", "lv: Cilvēki ar labu"),
        ("name: Ilūkste", "name: Eglaine"),
        ("draft: false", "goal: {lv: Dzīvot mājās.}"),
    ],
)
def test_another_word_of_the_first_language_changes_the_digest(site: Site, old: str, new: str) -> None:
    before = site.digest()
    site.change(PROJECT_FILE, old, new)
    assert before != site.digest()


def test_a_text_that_moves_to_another_place_changes_the_digest(site: Site) -> None:
    before = site.digest()
    site.change(PROJECT_FILE, "reason: {lv: Mainīti noteikumi.", "reason: {lv: Apmācīt speciālistus.")
    site.change(PROJECT_FILE, "- {lv: Apmācīt speciālistus.", "- {lv: Mainīti noteikumi.")
    assert before != site.digest()


def test_digests_stay_what_they_are(site: Site) -> None:
    """They stand in people's files: another way to make them would call every translation stale."""
    content = site.content()
    assert site.digest() == "6e24cc4bf133cbf9"
    assert digest_of_text(content.news[0].texts[LV]) == "2e4565a0743fba71"
    assert digest_of_text(content.projects[0].descriptions[LV]) == "49f6f8e981883a60"


def text_of(body: str, **fields: object) -> MarkdownText:
    context = {"languages": (LV, EN)}
    return MarkdownText("a.lv.md", LV, FrontMatter.model_validate(fields, context=context), body, 1)


@given(st.lists(WORDS, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_wrapping_lines_anew_never_changes_the_digest(words: list[str], chance: random.Random) -> None:
    gaps = [" ", "\n", "  \n", "\n\n", "\n    ", "\t"]
    wrapped = "".join(word + chance.choice(gaps) for word in words)
    assert digest_of_text(text_of(" ".join(words))) == digest_of_text(text_of(wrapped))
    assert digest_of_text(text_of("", summary="a " + " ".join(words))) == digest_of_text(
        text_of("", summary="a " + wrapped)
    )


def test_a_quotation_may_be_wrapped_anew() -> None:
    assert digest_of_text(text_of("> viens divi\n> trīs")) == digest_of_text(text_of("> viens\n> divi trīs"))


@given(st.lists(WORDS, min_size=1, max_size=30), st.data())
def test_another_letter_always_changes_the_digest(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    place = data.draw(st.integers(0, len(text) - 1).filter(lambda one: text[one] != " "))
    other = data.draw(st.sampled_from("abcdāčģ{}.,-“”123").filter(lambda one: one != text[place]))
    changed = text[:place] + other + text[place + 1 :]
    assert digest_of_text(text_of(text)) != digest_of_text(text_of(changed))
    one, two = text_of("", summary="x" + text), text_of("", summary="x" + changed)
    assert digest_of_text(one) != digest_of_text(two)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Cits"},
        {"summary": "Cits"},
        {"image_alt": "Cits"},
        {"documents": [{"title": "Cits", "file": "media/a.pdf"}]},
    ],
)
def test_every_text_of_the_front_matter_is_in_the_digest(fields: dict[str, object]) -> None:
    assert digest_of_text(text_of("Teksts.", title="Viens")) != digest_of_text(
        text_of("Teksts.", **{"title": "Viens", **fields})
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"date": "2022-01-01"},
        {"slug": "cits", "tags": ["health"], "draft": "true"},
        {"translates": "0123456789abcdef"},
        {"image": "media/a.jpg"},
        {"author": "Speciālists"},
    ],
)
def test_what_is_not_translated_in_the_front_matter_is_not(fields: dict[str, object]) -> None:
    assert digest_of_text(text_of("Teksts.", title="Viens")) == digest_of_text(
        text_of("Teksts.", title="Viens", **fields)
    )


# Copied


@pytest.mark.parametrize(
    "text",
    [
        "Atver sirdi Zemgalē",
        "Apmācīt speciālistus.",
        "Sociālie pakalpojumi",
        "2. atlases kārta",
        "Projekta lapa [pašvaldības vietnē](https://example.lv/x)",
        "Šēderes pagasts, “Pašuliene”",
        "Projektam ir {{ funding.total }} finansējums",
        "**Atbalsta** plāns",
        "persona personas",
        "kWh gadā",
    ],
)
def test_words_that_are_the_same_in_both_languages_were_copied(text: str) -> None:
    assert needs_translating(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ilūkste",
        "Ilze Bērziņa",
        "Interreg Baltic Sea Region",
        "European Year of Skills",
        "Latvijas Republikas Satversme",
        "forums",
        "Video",
        "ESF+",
        "kWh",
        "m²",
        "9.2.2.1./15/I/001",
        "502",
        "100 000,00 EUR",
        "LV009",
        "Kastaņu iela 38A, Ilūkste",
        "Brīvības iela 12, Eglaine, Eglaines pagasts, Augšdaugavas novads, LV-5444",
        "https://www.esfondi.lv/lapa/par-fondiem un www.example.lv",
        "info@example.lv",
        "media/plan.pdf",
        "atver-sirdi-zemgale",
        "[ESF](https://example.lv/lapa)",
        "{{ funding.total }} / {{ indicators.people }}",
        "",
    ],
)
def test_names_numbers_and_addresses_may_be_the_same(text: str) -> None:
    assert not needs_translating(text)


@pytest.mark.parametrize(
    "english",
    ["Atver sirdi Zemgalē", "ATVER SIRDI ZEMGALĒ", '"Atver  sirdi\n    Zemgalē"', "Atver sirdi Zemgale\u0304"],
)
def test_a_text_is_the_same_whatever_its_spaces_and_capitals(site: Site, english: str) -> None:
    site.change(PROJECT_FILE, "Open Your Heart in Zemgale", english)
    found = site.found()[PROJECT_FILE]
    assert (found.state, found.copied) == (State.COPIED, (("title",),))


def test_another_word_is_no_copy(site: Site) -> None:
    site.change(PROJECT_FILE, "Open Your Heart in Zemgale", "Atver sirdi Zemgale")
    assert site.found()[PROJECT_FILE].copied == ()


def test_plural_forms_are_copied_when_all_of_them_are_forms_of_the_original(site: Site) -> None:
    site.change(PROJECT_FILE, "{one: person, other: people}", "{one: persona, other: personas}")
    assert site.found()[PROJECT_FILE].copied == (("indicators", 0, "unit"),)
    site.change(PROJECT_FILE, "en: {one: persona, other: personas}", "en: {one: persona, other: personae}")
    assert site.found()[PROJECT_FILE].copied == ()


def test_a_unit_that_is_one_symbol_for_all_languages_is_no_copy(site: Site) -> None:
    unit = "lv: {zero: personu, one: persona, other: personas}\n      en: {one: person, other: people}"
    site.change(PROJECT_FILE, f"unit:\n      {unit}", "unit: ha")
    found = site.found()[PROJECT_FILE]
    assert (found.copied, found.gaps) == ((), ())


def test_names_may_always_be_the_same(site: Site) -> None:
    site.write("organisations.yaml", "region: {name: Zemgales plānošanas reģions un citi}\n")
    site.write("tags.yaml", "health: {lv: Veselīgas pilsētas tīkls, en: Veselīgas pilsētas tīkls}\n")
    site.change(PROJECT_FILE, "name: Ilūkste", "name: Ilūkstes novada centra parks")
    assert {one.state for one in site.found().values()} == {State.COMPLETE}


def test_names_in_an_amendment_may_be_the_same_too(site: Site) -> None:
    site.change(PROJECT_FILE, "    changes:\n", "    changes:\n      places: [{name: Ilūkstes novada centra parks}]\n")
    found = site.found()[PROJECT_FILE]
    assert (found.state, found.texts) == (State.COMPLETE, 11)


def test_a_copy_in_an_amendment_is_found(site: Site) -> None:
    site.change(PROJECT_FILE, "en: People with a new plan", "en: Cilvēki ar jaunu plānu")
    assert site.found()[PROJECT_FILE].copied == (("amendments", 0, "changes", "indicators", "people", "label"),)


def test_a_body_of_words_is_copied_however_short(site: Site) -> None:
    site.write("pages/about.en.md", "---\ntitle: About the site\n---\n\nTeksts.\n")
    found = site.found()["pages/about.en.md"]
    assert (found.state, found.copied) == (State.COPIED, ((),))


def test_a_body_without_words_may_be_the_same(site: Site) -> None:
    for language in ("lv", "en"):
        site.write(f"projects/a.{language}.md", "{{ funding.total }}\n\n[](media/a.pdf) 2022\n")
    assert site.found()["projects/a.en.md"].copied == ()


def test_the_texts_of_the_front_matter_are_compared(site: Site) -> None:
    site.change(NEWS_FILE, "Camps start in summer", "Nometnes sākas vasarā")
    site.change(NEWS_FILE, "Two camps for children.", "Divas nometnes bērniem.")
    assert site.found()[NEWS_FILE].copied == (("title",), ("summary",))


def test_nothing_is_wrong_with_the_translations_of_the_real_content() -> None:
    content = load(ROOT / "content", Collector())
    assert content is not None
    assert [one for one in translations(content) if one.state is not State.COMPLETE] == []


# Stamping


# A front matter, and how it looks once stamped; D is the digest.
HEADS: dict[str, tuple[str, str]] = {
    "plain": ("---\ntitle: T\n---\nX\n", "---\ntitle: T\ntranslates: D\n---\nX\n"),
    "no final newline": ("---\ntitle: T\n---", "---\ntitle: T\ntranslates: D\n---"),
    "Windows": ("---\r\ntitle: T\r\n---\r\nX\r\n", "---\r\ntitle: T\r\ntranslates: D\r\n---\r\nX\r\n"),
    "old Macintosh": ("---\rtitle: T\r---\rX", "---\rtitle: T\rtranslates: D\r---\rX"),
    "mixed": ("---\r\ntitle: T\n---\r\nX\n", "---\r\ntitle: T\ntranslates: D\n---\r\nX\n"),
    "byte order mark": ("\ufeff---\ntitle: T\n---\nX", "\ufeff---\ntitle: T\ntranslates: D\n---\nX"),
    "comments": ("---\n# a\ntitle: T  # b\n\n# c\n---\nX", "---\n# a\ntitle: T  # b\ntranslates: D\n\n# c\n---\nX"),
    "spaces after the dashes": ("--- \ntitle: T\n---  \nX", "--- \ntitle: T\ntranslates: D\n---  \nX"),
    "quoted": ("---\n'title': \"T\"\n---\nX", "---\n'title': \"T\"\ntranslates: D\n---\nX"),
    "over several lines": (
        '---\ntitle: "T\n  T"\nsummary: >-\n  a\n\n  b\n\n---\nX',
        '---\ntitle: "T\n  T"\nsummary: >-\n  a\n\n  b\ntranslates: D\n\n---\nX',
    ),
    "key inside a quotation": (
        '---\ntitle: "T\ntranslates: x"\n---\nX',
        '---\ntitle: "T\ntranslates: x"\ntranslates: D\n---\nX',
    ),
    "key inside a block": (
        "---\ntitle: T\nsummary: |\n  translates: x\n---\nX",
        "---\ntitle: T\nsummary: |\n  translates: x\ntranslates: D\n---\nX",
    ),
    "list": (
        "---\ntitle: T\ntags:\n- health\n# c\n---\nX",
        "---\ntitle: T\ntags:\n- health\ntranslates: D\n# c\n---\nX",
    ),
    "brackets": (
        "---\ntitle: T\ntags: [\n  health\n]\n---\nX",
        "---\ntitle: T\ntags: [\n  health\n]\ntranslates: D\n---\nX",
    ),
    "empty at the end": ("---\ntitle: T\nslug:\n---\nX", "---\ntitle: T\nslug:\ntranslates: D\n---\nX"),
    "indented": ("---\n  title: T\n  draft: true\n---\nX", "---\n  title: T\n  draft: true\n  translates: D\n---\nX"),
    "braces": ("---\n{title: T, slug: t}\n---\nX", "---\n{translates: D, title: T, slug: t}\n---\nX"),
    "end of document": ("---\ntitle: T\n...\n---\nX", "---\ntitle: T\ntranslates: D\n...\n---\nX"),
    "question marks": ("---\n? title\n: T\n---\nX", "---\n? title\n: T\ntranslates: D\n---\nX"),
    "old digest between question marks": (
        "---\n? title\n: T\n? translates\n: abc\n---\nX",
        "---\n? title\n: T\n? translates\n: D\n---\nX",
    ),
    "rule in the text": ("---\ntitle: T\n---\nX\n\n---\n\nY", "---\ntitle: T\ntranslates: D\n---\nX\n\n---\n\nY"),
    "decomposed letters": ("---\ntitle: A\u0304\n---\nA\u0304", "---\ntitle: A\u0304\ntranslates: D\n---\nA\u0304"),
    "old digest": ("---\ntranslates: abc\ntitle: T\n---\nX", "---\ntranslates: D\ntitle: T\n---\nX"),
    "old digest with a comment": (
        "---\ntranslates:   abc  # by the tool\ntitle: T\n---\nX",
        "---\ntranslates:   D  # by the tool\ntitle: T\n---\nX",
    ),
    "old digest, quoted": (
        "---\ntitle: T\n\"translates\" : 'a''b'\r\n---\nX",
        '---\ntitle: T\n"translates" : D\r\n---\nX',
    ),
    "old digest, empty": ("---\ntranslates:\ntitle: T\n---\nX", "---\ntranslates: D\ntitle: T\n---\nX"),
    "old digest, empty with a comment": (
        "---\ntitle: T\ntranslates:   # later\n---\nX",
        "---\ntitle: T\ntranslates: D   # later\n---\nX",
    ),
    "old digest on a line of its own": (
        "---\ntranslates:  # c\n  abc  # d\ntitle: T\n---\nX",
        "---\ntranslates: D  # c  # d\ntitle: T\n---\nX",
    ),
    "old digest as a block": (
        "---\ntranslates: |-\n  abc\n\ntitle: T\n---\nX",
        "---\ntranslates: D\n\ntitle: T\n---\nX",
    ),
    "old digest in braces": ("---\n{title: T, translates: abc}\n---\nX", "---\n{title: T, translates: D}\n---\nX"),
    "old digest, nothing in braces": (
        "---\n{translates: , title: T}\n---\nX",
        "---\n{translates: D, title: T}\n---\nX",
    ),
    "old digest in quoted braces": (
        '---\n{"title":"T","translates":"abc"}\n---\nX',
        '---\n{"title":"T","translates": D}\n---\nX',
    ),
}


@pytest.mark.parametrize(("before", "after"), HEADS.values(), ids=HEADS)
def test_a_translation_in_markdown_gains_or_changes_one_line(site: Site, before: str, after: str) -> None:
    path = site.write("pages/about.en.md", before)
    digest = digest_of_text(site.content().pages[0].texts[LV])
    done = site.stamp("pages/about.en.md")
    assert path.read_bytes().decode() == after.replace("D", digest)
    assert done == Stamp("content/pages/about.en.md", (EN,), is_new=True)
    found = site.found()["pages/about.en.md"]
    assert (found.is_stamped, found.is_stale) == (True, False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Text.\n", "---\ntranslates: D\n---\nText.\n"),
        ("\ufeff\r\nText.", "\ufeff---\r\ntranslates: D\r\n---\r\n\r\nText."),
        ("---\n---\nText.", "---\ntranslates: D\n---\nText."),
        ("---\n# c\n---\nText.", "---\n# c\ntranslates: D\n---\nText."),
        ("---\r\n{}\r\n---\r\nText.", "---\r\n{translates: D}\r\n---\r\nText."),
        ("Text\n---\nText", "---\ntranslates: D\n---\nText\n---\nText"),
    ],
)
def test_a_description_gains_the_front_matter_that_it_had_not(site: Site, before: str, after: str) -> None:
    path = site.write("projects/a.en.md", before)
    body = site.content().projects[0].descriptions[EN].body
    site.stamp("projects/a.en.md")
    digest = digest_of_text(site.content().projects[0].descriptions[LV])
    assert path.read_bytes().decode() == after.replace("D", digest)
    assert site.content().projects[0].descriptions[EN].body == body
    assert site.found()["projects/a.en.md"].is_stamped


KEPT = st.sampled_from(
    [
        "# a comment: [x",
        "",
        "slug: 'about'",
        'author: "Ann:\n\n  \\u0101"  # who',
        "summary: >+\n  a\n\n  b\n\n",
        "summary: |\n  translates: x\n  # text",
        "tags: [health,\n  'health' ]  # c",
        "tags:\n- health\n  # c",
        "documents:\n  - title: {lv: P, en: P}\n    file: media/a.pdf",
        "aliases:\n    - /a/\n    - /b/",
        "draft: true",
        "expires:",
        "date: 2022-01-01   ",
    ]
)


HEAD = st.tuples(
    st.lists(KEPT, max_size=5, unique_by=lambda one: one.partition(":")[0]),
    st.sampled_from(["", "translates: abc  # c", "translates:", "translates:\n    abc", "'translates': \"abc\""]),
    st.sampled_from(["", "X", "X\n", "\n\nX\n---\nY"]),
)


@settings(max_examples=40, deadline=None)
@given(HEAD, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_everything_else_in_a_front_matter_stays_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, head: tuple[list[str], str, str], end: str, mark: str
) -> None:
    kept, old, body = head
    site = Site(tmp_path_factory.mktemp("site") / "content")
    site.write("media/a.pdf", "%PDF-1.7\n")
    lines = ["---", *kept[:2], "title: T", *([old] if old else []), *kept[2:], "---", body]
    before = mark + "\n".join(lines).replace("\n", end)
    path = site.write("pages/about.en.md", before.encode())
    text = site.content().pages[0].texts[EN]
    assert site.stamp("pages/about.en.md").is_new
    digest = digest_of_text(site.content().pages[0].texts[LV])
    after = path.read_bytes().decode()
    written = {f"translates: {digest}": old, f"translates: {digest}  # c": old, f"'translates': {digest}": old}
    line = next(one for one in re.split("\r\n|\r|\n", after) if digest in one)
    assert after.replace(*((line, written[line].replace("\n", end)) if old else (line + end, ""))) == before
    stamped = site.content().pages[0].texts[EN]
    assert (stamped.body, stamped.fields) == (text.body, text.fields.model_copy(update={"translates": digest}))


RECORDS: dict[str, tuple[str, str]] = {
    "after the field before the amendments": ("draft: false\n", "draft: false\ntranslates: {en: D}\n"),
    "after its comment": ("draft: false # c\n\n# d\n", "draft: false # c\ntranslates: {en: D}\n\n# d\n"),
    "old digest": ("translates: {en: abc}  # c\n", "translates: {en: D}  # c\n"),
    "old digest in quotes": ("'translates': {'en': \"abc\"}\n", "'translates': {en: D}\n"),
    "empty": ("translates:   # c\n", "translates: {en: D}   # c\n"),
    "no digest": ("translates: {}\n", "translates: {en: D}\n"),
    "old digest over lines": ("translates: {\n  en: abc,  # c\n  }  # d\n", "translates: {en: D}  # d\n"),
    "old digest as a block": (
        "translates:  # c\n  # e\n  en: abc\n\n# d\n",
        "translates: {en: D}  # c\n\n# d\n",
    ),
    "digest of the first language": ("translates: {lv: abc}\n", "translates: {lv: abc, en: D}\n"),
}


@pytest.mark.parametrize(("before", "after"), RECORDS.values(), ids=RECORDS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_record_gains_or_changes_one_line(site: Site, before: str, after: str, end: str, mark: str) -> None:
    path = site.write(PROJECT_FILE, (mark + PROJECT.replace("draft: false\n", before)).replace("\n", end).encode())
    digest = site.digest()
    assert site.stamp(PROJECT_FILE) == Stamp("content/projects/a.yaml", (EN,), is_new=True)
    expected = (mark + PROJECT.replace("draft: false\n", after.replace("D", digest))).replace("\n", end)
    assert path.read_bytes().decode() == expected
    found = site.found()[PROJECT_FILE]
    assert (found.is_stamped, found.is_stale) == (True, False)


def test_a_record_without_a_final_newline_still_has_none(site: Site) -> None:
    text = PROJECT.partition("amendments:")[0].rstrip()
    path = site.write(PROJECT_FILE, text)
    site.stamp(PROJECT_FILE)
    assert path.read_text(encoding="utf-8") == f"{text}\ntranslates: {{en: {site.digest()}}}"


def test_a_record_with_the_digest_last_and_no_final_newline_still_has_none(site: Site) -> None:
    text = PROJECT.partition("amendments:")[0]
    path = site.write(PROJECT_FILE, f"{text}translates:\n  en: abc")
    site.stamp(PROJECT_FILE)
    assert path.read_text(encoding="utf-8") == f"{text}translates: {{en: {site.digest()}}}"


def test_a_text_that_keeps_its_last_lines_keeps_them(site: Site) -> None:
    text = PROJECT.partition("amendments:")[0]
    path = site.write(PROJECT_FILE, f"{text}goal:\n  lv: |+\n    Dzīvot.\n\n  en: |+\n    To live.\n\n")
    site.stamp(PROJECT_FILE)
    goal = site.content().projects[0].original.goal
    assert goal == {"lv": "Dzīvot.", "en": "To live."}
    assert f"translates: {{en: {site.digest()}}}\n" in path.read_text(encoding="utf-8")


def test_a_record_in_braces_is_stamped_inside_them(site: Site) -> None:
    (site.folder / PROJECT_FILE).unlink()
    for language in ("lv", "en"):
        (site.folder / f"projects/a.{language}.md").unlink()
    text = (
        '{"number": "1", "title": {"lv": "Tilts pār upi", "en": "Bridge"}, "summary": {"lv": "Viens.", "en": "One."},'
        ' "programme": "growth", "fund": "esf", "beneficiary": "region"}'
    )
    path = site.write("projects/b.yaml", text)
    site.stamp("projects/b.yaml")
    assert path.read_text(encoding="utf-8") == text.replace("{", f"{{translates: {{en: {site.digest()}}}, ", 1)


def test_only_languages_without_gaps_are_recorded_and_others_keep_what_they_have(site: Site) -> None:
    site.change("site.yaml", "[lv, en]", "[lv, de, en]")
    site.change(PROJECT_FILE, "draft: false", "translates:\n  de: abc")
    assert site.stamp(PROJECT_FILE).languages == (EN,)
    line = f"\ntranslates: {{de: abc, en: {site.digest()}}}\n"
    assert line in (site.folder / PROJECT_FILE).read_text(encoding="utf-8")
    german = next(one for one in translations(site.content()) if one.kind == "project" and one.language == "de")
    assert (german.is_stamped, german.is_stale) == (True, True)


@pytest.mark.parametrize("name", [PROJECT_FILE, NEWS_FILE, "projects/a.en.md", "pages/about.en.md"])
def test_stamping_twice_changes_nothing_and_says_so(site: Site, name: str) -> None:
    assert site.stamp(name).told(ENGLISH) == f"content/{name}: recorded as up to date (en)"
    before, node = site.everything(), (site.folder / name).stat().st_ino
    again = site.stamp(name)
    assert again.told(ENGLISH) == f"content/{name}: was recorded as up to date before; nothing was changed (en)"
    assert (before, node) == (site.everything(), (site.folder / name).stat().st_ino)


def test_a_copy_and_a_gap_in_markdown_may_be_recorded(site: Site) -> None:
    site.change(NEWS_FILE, "summary: Two camps for children.\n", "")
    assert site.stamp(NEWS_FILE).is_new


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_the_file_keeps_its_mode_and_nothing_is_left_behind(site: Site, mode: int) -> None:
    path = site.folder / NEWS_FILE
    path.chmod(mode)
    names = set(site.everything())
    site.stamp(NEWS_FILE)
    assert (path.stat().st_mode & 0o777, set(site.everything())) == (mode, names)


@pytest.mark.parametrize("where", [".", "content", "content/news"])
def test_a_path_counts_from_the_current_folder_the_site_s_or_the_content_folder(
    site: Site, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.chdir(site.folder.parent / where)
    content = site.content()
    for name in (NEWS_FILE, f"content/{NEWS_FILE}", os.path.relpath(site.folder / NEWS_FILE)):
        assert stamp(site.folder, Path(name), content, ENGLISH).path == f"content/{NEWS_FILE}"
        site.write(NEWS_FILE, NEWS["en"])


def test_a_link_inside_the_folder_is_followed_and_stays_a_link(site: Site) -> None:
    link = site.folder.parent / "link.md"
    link.symlink_to(site.folder / NEWS_FILE)
    site.stamp(str(link))
    assert link.is_symlink()
    assert site.found()[NEWS_FILE].is_stamped


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("news/none.en.md", "there is no file content/news/none.en.md"),
        ("news", "there is no file content/news"),
        ("../outside.en.md", "content/../outside.en.md is not in the folder content"),
        ("news/link.en.md", "content/news/link.en.md is not in the folder content"),
        (
            "news/2022-03-22-camps.lv.md",
            "content/news/2022-03-22-camps.lv.md is in the site's first language; "
            "give its translation: content/news/2022-03-22-camps.en.md",
        ),
        ("pages/lone.lv.md", "content/pages/lone.lv.md is in the site's first language and has no translation yet"),
        ("pages/only.en.md", "content/pages/only.en.md translates nothing: there is no content/pages/only.lv.md"),
        *(
            (name, f"content/{name} carries no digest: translations in Markdown and records of projects do")
            for name in ("site.yaml", "organisations.yaml", "programmes.yaml", "tags.yaml", "media/a.pdf")
        ),
    ],
)
def test_what_cannot_carry_a_digest_is_refused(site: Site, name: str, said: str) -> None:
    outside = site.write("../outside.en.md", NEWS["en"])
    (site.folder / "news/link.en.md").symlink_to(outside)
    site.write("pages/lone.lv.md", PAGE["lv"])
    site.write("pages/only.en.md", PAGE["en"])
    site.write("media/a.pdf", "%PDF-1.7\n")
    assert site.refused(name, "link-refused") == said
    assert outside.read_text(encoding="utf-8") == NEWS["en"]


def test_a_folder_that_is_a_link_to_another_place_is_not_followed(site: Site) -> None:
    shutil.move(site.folder / "news", site.folder.parent / "news")
    (site.folder / "news").symlink_to(site.folder.parent / "news")
    assert NEWS_FILE not in site.found("link-refused")
    assert site.refused(NEWS_FILE, "link-refused") == f"content/{NEWS_FILE} is not in the folder content"
    assert (site.folder / NEWS_FILE).read_text(encoding="utf-8") == NEWS["en"]


@pytest.mark.parametrize(
    ("name", "text", "errors"),
    [
        (PROJECT_FILE, "number: [\n", ("yaml-syntax",)),
        (PROJECT_FILE, PROJECT.replace("fund: esf", "fund: euro"), ("unknown-choice",)),
        (NEWS_FILE, "---\ntitle: x\ntitel: x\n---\n", ("unknown-key",)),
        ("pages/about.en.md", "none", ("missing-front-matter",)),
    ],
)
def test_what_has_errors_is_refused(site: Site, name: str, text: str, errors: tuple[str, ...]) -> None:
    site.write(name, text)
    assert site.refused(name, *errors) == f"content/{name} has errors; `sitegen check` tells them"


def test_a_translation_whose_original_has_errors_is_refused(site: Site) -> None:
    site.write("pages/about.lv.md", "none")
    said = site.refused("pages/about.en.md", "missing-front-matter")
    assert said == "content/pages/about.lv.md has errors; `sitegen check` tells them"


def test_a_record_with_gaps_in_every_language_is_refused(site: Site) -> None:
    site.change("site.yaml", "[lv, en]", "[lv, en, de]")
    site.change(PROJECT_FILE, ", en: Train specialists.", "")
    assert site.refused(PROJECT_FILE) == (
        "content/projects/a.yaml is not translated in full yet (de: 9 of 10 texts missing, en: 1 of 10 texts missing)"
    )


def test_a_translation_without_a_word_is_refused(site: Site) -> None:
    site.write("projects/a.en.md", "\n")
    said = site.refused("projects/a.en.md")
    assert said == "content/projects/a.en.md is not translated in full yet (en: 1 of 1 texts missing)"


def test_a_head_that_cannot_take_a_line_is_left_to_its_author(site: Site) -> None:
    site.write("projects/a.en.md", "---\nIn autumn.\n---\nText.\n")
    digest = digest_of_text(site.content().projects[0].descriptions[LV])
    assert site.refused("projects/a.en.md") == (
        f"content/projects/a.en.md cannot be changed safely; write this line into it: translates: {digest}"
    )


def test_a_file_that_changed_since_it_was_loaded_is_left_alone(site: Site) -> None:
    content = site.content()
    path = site.write(NEWS_FILE, NEWS["en"].replace("Zemgale", "Latgale"))
    with pytest.raises(StampRefusedError, match="cannot be changed safely"):
        stamp(site.folder, path, content, ENGLISH)
    assert path.read_text(encoding="utf-8") == NEWS["en"].replace("Zemgale", "Latgale")


def test_a_folder_that_cannot_be_written_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("sitegen.stamping.tempfile.mkstemp", refuse)
    told = "this user may not write or read there; give leave, or choose another folder"
    assert site.refused(NEWS_FILE) == f"content/{NEWS_FILE} cannot be written: {told}"


# Telling


def test_the_report_has_a_line_for_each_and_totals(site: Site) -> None:
    site.stamp(PROJECT_FILE)
    site.stamp("projects/a.en.md")
    site.change(PROJECT_FILE, "Apmācīt speciālistus.", "Apmācīt visus.")
    site.change(PROJECT_FILE, "en: Open Your Heart in Zemgale", "en: Atver sirdi Zemgalē")
    site.change(PROJECT_FILE, ", en: The rules changed.", "")
    (site.folder / "pages/about.en.md").unlink()
    assert (
        report(translations(site.content()), ENGLISH)
        == """\
complete  en  content/news/2022-03-22-camps.en.md
complete  en  content/organisations.yaml
missing   en  content/pages/about.en.md            2 of 2 texts missing
complete  en  content/programmes.yaml
complete  en  content/projects/a.en.md
stale     en  content/projects/a.yaml              the original has changed since; 1 of 10 texts missing; 1 text copied
complete  en  content/site.yaml
complete  en  content/tags.yaml

en: 6 complete, 1 stale, 1 missing
1 translation carries no digest; `sitegen translations --stamp FILE` records that it is up to date"""
    )


def test_a_site_where_nothing_is_to_be_translated_is_told_so() -> None:
    assert report((), ENGLISH) == "there is nothing to translate"


def test_every_state_is_told_in_words(site: Site) -> None:
    one = site.found()[NEWS_FILE]
    text = report([replace(one, state=state, is_stamped=True) for state in State], ENGLISH)
    assert [line.split()[0] for line in text.split("\n")[: len(State)]] == [state.value for state in State]
    assert text.endswith("en: 1 complete, 1 copied, 1 partial, 1 stale, 1 missing")


def test_the_data_are_json_with_ways_as_paths(site: Site) -> None:
    site.change(PROJECT_FILE, ", en: People with a new plan", "")
    site.write("pages/about.en.md", "---\ntitle: About the site\n---\nTeksts.\n")
    data = {one["path"]: one for one in json.loads(json.dumps(as_data(translations(site.content()))))}
    assert data["content/projects/a.yaml"] == {
        "path": "content/projects/a.yaml",
        "kind": "project",
        "name": "a",
        "language": "en",
        "state": "partial",
        "texts": 10,
        "gaps": ["amendments/0/changes/indicators/people/label"],
        "copied": [],
        "is_stamped": False,
        "is_stale": False,
    }
    assert data["content/pages/about.en.md"]["copied"] == ["body"]
