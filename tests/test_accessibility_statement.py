"""The accessibility statement as it is published: each datum under its id, each section of the model."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sitegen.pipeline import Outcome, Settings, build

CONTENT = Path(__file__).parent / "golden" / "content"
DAY = date(2026, 11, 22)
PAGES = {"lv": "lv/pieklustamibas-pazinojums", "en": "en/accessibility-statement"}
LANGUAGES = pytest.mark.parametrize("language", PAGES)

EXCEPTION = "what: {lv: Vecās kartes, en: Old maps}, reason: {lv: Tām nav apraksta, en: They lack a description}"
EVALUATED = "evaluated: 2026-01-10, method: simplified, approved_by: {role: {lv: Vadītāja, en: Head}}"
WHOLE = """\
accessibility:
  evaluated: 2026-01-10
  method: simplified
  status: partial
  author: {lv: Projektu nodaļa, en: Project department}
  report: {title: {lv: Protokols, en: Record}, file: media/nap.svg}
  prepared: 2025-09-23
  reviewed: 2026-02-01
  approved_by: {role: {lv: Administrācijas vadītāja, en: Head of administration}, name: Anna Bērziņa}
  response_days: 5
  other_contacts: {lv: "E-adrese: REGIONS@12345678", en: "E-address: REGIONS@12345678"}
  complaints: {lv: "Juridiskā nodaļa, 654 00001", en: "Legal department, 654 00001"}
  supervisor: {lv: Ministrijas Audita nodaļa, en: Audit unit of the ministry}
  exceptions:
    - {what: {lv: Līgumi, en: Contracts}, reason: {lv: Tie ir ieskenēti, en: They were scanned}, kind: out-of-scope}
    - {what: {lv: Kartes, en: Maps}, reason: {lv: Nav apraksta, en: No description}, alternative: {lv: Lapa, en: List}}
    - {what: {lv: Shēmas, en: Plans}, reason: {lv: Par dārgu, en: Too dear}, kind: disproportionate-burden}
"""
AUDIT = """\
audited: 2026-11-20
program: 0.1.0
digest: sha256:0123456789abcdef
pages: 84
browser: true
aspects: {structure: 0, headings: 1, alternatives: 10, zoom: 3, titles: 0}
"""


class _Reader(HTMLParser):
    """Collects what stands in every element with an id, the headings, and the words of the main part."""

    VOID = frozenset({"br", "img", "meta", "link", "hr", "input", "source"})

    def __init__(self) -> None:
        super().__init__()
        self.ids: dict[str, list[str]] = {}
        self.headings: list[str] = []
        self.rows: list[list[str]] = []
        self.main = ""
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            self.handle_data(" ")
            return
        name = dict(attrs).get("id") or ""
        self._open.append((tag, name))
        if name:
            self.ids.setdefault(name, []).append("")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(f"{tag} ")
        if tag == "tr":
            self.rows.append([])
        if tag in {"th", "td"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        words = data.replace("\u00a0", " ")
        tags = [tag for tag, _ in self._open]
        for _, name in self._open:
            if name:
                self.ids[name][-1] += words
        if any(re.fullmatch("h[1-6]", tag) for tag in tags):
            self.headings[-1] += words
        if {"th", "td"} & set(tags):
            self.rows[-1][-1] += words
        if "main" in tags:
            self.main += words


def read(site: Path, language: str) -> _Reader:
    reader = _Reader()
    reader.feed((site / PAGES[language] / "index.html").read_text(encoding="utf-8"))
    return reader


def data_of(site: Path, language: str) -> dict[str, str]:
    """What stands under each id of the model; every id stands once."""
    ids = {name: texts for name, texts in read(site, language).ids.items() if name.startswith("a11y-")}
    assert {name for name, texts in ids.items() if len(texts) != 1} == set()
    return {name: " ".join(texts[0].split()) for name, texts in ids.items()}


Builder = Callable[[str, str], tuple[Outcome, Path]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Builds the golden site with another `accessibility` block, and with `audit.yaml`; each pair once."""
    known: dict[tuple[str, str], tuple[Outcome, Path]] = {}

    def make(block: str, audit: str) -> tuple[Outcome, Path]:
        if (block, audit) not in known:
            folder = tmp_path_factory.mktemp("statement")
            shutil.copytree(CONTENT, folder / "content")
            settings = folder / "content" / "site.yaml"
            before = settings.read_text(encoding="utf-8").partition("accessibility:")[0]
            settings.write_text(before + block, encoding="utf-8")
            if audit:
                (folder / "content" / "audit.yaml").write_text(audit, encoding="utf-8")
            known[block, audit] = build(Settings(folder / "content", folder / "public", DAY)), folder / "public"
        return known[block, audit]

    return make


def site_with(built: Builder, block: str, audit: str = "") -> Path:
    outcome, site = built(block, audit)
    assert outcome.changes is not None, [found.code for found in outcome.diagnostics]
    return site


def claim(status: str, *exceptions: str) -> str:
    listed = ", ".join(f"{{{one}}}" for one in exceptions)
    return f"accessibility: {{{EVALUATED}, status: {status}, exceptions: [{listed}]}}\n"


STATUSES = {
    "full": claim("full"),
    "partial": claim("partial", EXCEPTION),
    "none": claim("none", EXCEPTION),
    "nothing": "",
}

DATA = {
    "lv": {
        "a11y-institution": "Reģions",
        "a11y-type": "tīmekļvietni",
        "a11y-web-name": "Paraugs",
        "a11y-web-link": "https://example.lv/projekti/",
        "a11y-evaluation-type": "vienkāršotais izvērtējums",
        "a11y-evaluation-date": "10.01.2026.",
        "a11y-first-notify": "23.09.2025.",
        "a11y-repeated-notify": "01.02.2026.",
        "a11y-method": "VARAM vadlīnijas: lapu izlasē izvērtē vienpadsmit aspektus",
        "a11y-evaluation-fits": "Tīmekļvietne daļēji atbilst noteikumiem Nr. 445 turpmāk minēto iemeslu dēļ.",
        "a11y-mail": "projekti@example.lv",
        "a11y-phone": "654 00000",
        "a11y-other-contacts": "E-adrese: REGIONS@12345678",
        "a11y-complaints": "Juridiskā nodaļa, 654 00001",
        "a11y-supervisory-authority-complaints": "Ministrijas Audita nodaļa",
        "a11y-accept-document": "Protokols",
        "a11y-author": "Projektu nodaļa",
        "a11y-time": "5 darba dienu laikā",
        "a11y-approved-by": "Anna Bērziņa",
        "a11y-approved-by-jobtitle": "Administrācijas vadītāja",
    },
    "en": {
        "a11y-institution": "Region",
        "a11y-type": "website",
        "a11y-web-name": "Sample",
        "a11y-web-link": "https://example.lv/projekti/",
        "a11y-evaluation-type": "simplified evaluation",
        "a11y-evaluation-date": "10 January 2026",
        "a11y-first-notify": "23 September 2025",
        "a11y-repeated-notify": "1 February 2026",
        "a11y-method": "the ministry’s (VARAM) guidelines: eleven aspects, looked at on a sample of pages",
        "a11y-evaluation-fits": "The website partially complies with Regulation No. 445, for the reasons given below.",
        "a11y-mail": "projekti@example.lv",
        "a11y-phone": "654 00000",
        "a11y-other-contacts": "E-address: REGIONS@12345678",
        "a11y-complaints": "Legal department, 654 00001",
        "a11y-supervisory-authority-complaints": "Audit unit of the ministry",
        "a11y-accept-document": "Record",
        "a11y-author": "Project department",
        "a11y-time": "within 5 working days",
        "a11y-approved-by": "Anna Bērziņa",
        "a11y-approved-by-jobtitle": "Head of administration",
    },
}
LISTS = {"a11y-non-compliance-list", "a11y-alternatives"}


@LANGUAGES
def test_every_datum_of_the_model_stands_under_its_id(built: Builder, language: str) -> None:
    data = data_of(site_with(built, WHOLE, AUDIT), language)
    assert DATA[language] == {name: words for name, words in data.items() if name not in LISTS}
    assert data.keys() >= LISTS


HEADINGS = {
    "lv": (
        *("h1 Piekļūstamības paziņojums", "h2 Cik piekļūstama ir šī tīmekļvietne?", "h3 Nepiekļūstamais saturs"),
        *("h4 Neatbilstība prasībām, kas minētas noteikumos Nr. 445", "h4 Nesamērīgs slogs"),
        *("h4 Saturs, uz kuru neattiecas noteikumu Nr. 445 prasības", "h2 Piekļūstamības alternatīvas"),
        *("h2 Atsauksmēm un saziņai", "h2 Sūdzību iesniegšana", "h2 Ziņas par paziņojuma sagatavošanu"),
        "h2 Automātiskā pārbaude",
    ),
    "en": (
        *("h1 Accessibility statement", "h2 How accessible is this website?", "h3 Non-accessible content"),
        *("h4 Non-compliance with the requirements of Regulation No. 445", "h4 Disproportionate burden"),
        *("h4 Content not within the scope of Regulation No. 445", "h2 Accessible alternatives"),
        *("h2 Feedback and contact information", "h2 Enforcement procedure"),
        *("h2 Preparation of this accessibility statement", "h2 Automatic check"),
    ),
}


@LANGUAGES
def test_the_sections_are_those_of_the_model_in_its_order(built: Builder, language: str) -> None:
    reader = read(site_with(built, WHOLE, AUDIT), language)
    assert [heading for heading in reader.headings if heading in HEADINGS[language]] == list(HEADINGS[language])


def test_exceptions_stand_under_their_kind_and_keep_their_alternatives(built: Builder) -> None:
    data = data_of(site_with(built, WHOLE, AUDIT), "en")
    assert data["a11y-non-compliance-list"] == (
        "Non-compliance with the requirements of Regulation No. 445 Maps Reason: No description "
        "Disproportionate burden Plans Reason: Too dear "
        "Content not within the scope of Regulation No. 445 Contracts Reason: They were scanned"
    )
    unstated = "No alternative is stated; please ask us."
    assert data["a11y-alternatives"] == f"Maps List Plans {unstated} Contracts {unstated}"


@pytest.mark.parametrize(
    ("status", "lv", "en"),
    [
        ("full", "Tīmekļvietne pilnīgi atbilst", "The website fully complies"),
        ("partial", "Tīmekļvietne daļēji atbilst", "The website partially complies"),
        ("none", "Tīmekļvietne neatbilst", "The website does not comply"),
        ("nothing", "vēl nav izvērtēta", "has not been evaluated yet"),
    ],
)
def test_the_statement_claims_what_was_found_and_no_more(built: Builder, status: str, lv: str, en: str) -> None:
    site = site_with(built, STATUSES[status])
    for language, words in (("lv", lv), ("en", en)):
        data = data_of(site, language)
        assert words in data["a11y-evaluation-fits"]
        assert LISTS.issubset(data) == (status in {"partial", "none"})
        assert ("a11y-evaluation-date" in data) == (status != "nothing")


@LANGUAGES
@pytest.mark.parametrize("block", [*STATUSES.values(), WHOLE], ids=[*STATUSES, "whole"])
def test_no_label_is_empty_and_nothing_is_left_to_fill_in(built: Builder, block: str, language: str) -> None:
    site = site_with(built, block)
    assert [name for name, words in data_of(site, language).items() if not words] == []
    main = read(site, language).main
    assert re.findall(r"\[|\]|…|\.{3}|__|TODO|None|xx\.|:\s*\n\s*\n\s*\n", main) == []


@LANGUAGES
def test_what_the_model_asks_for_and_nobody_stated_is_called_so(built: Builder, language: str) -> None:
    data = data_of(site_with(built, STATUSES["partial"]), language)
    missing = {"lv": "nav norādīts", "en": "not stated"}[language]
    assert {name for name, words in data.items() if words == missing} == {"a11y-author", "a11y-first-notify"}
    assert not {"a11y-time", "a11y-accept-document", "a11y-other-contacts", "a11y-repeated-notify"} & data.keys()
    assert "a11y-supervisory-authority-complaints" not in data


def test_content_out_of_scope_is_named_beside_full_conformance(built: Builder) -> None:
    site = site_with(built, claim("full", f"{EXCEPTION}, kind: out-of-scope"))
    data = data_of(site, "en")
    assert "fully complies" in data["a11y-evaluation-fits"]
    assert data["a11y-non-compliance-list"].startswith("Content not within the scope of Regulation No. 445 Old maps")


def test_a_report_may_lie_on_another_site(built: Builder) -> None:
    report = "report: {title: {lv: Protokols, en: Record}, url: https://example.lv/protokols}"
    block = claim("full").replace("status:", f"{report}, status:")
    html = (site_with(built, block) / PAGES["en"] / "index.html").read_text(encoding="utf-8")
    link = '<span id="a11y-accept-document"><a href="https://example.lv/protokols" rel="external">Record</a></span>'
    assert link in html


@pytest.mark.parametrize(
    ("days", "lv", "en"),
    [
        (1, "1 darba dienas laikā", "within 1 working day"),
        (10, "10 darba dienu laikā", "within 10 working days"),
        (22, "22 darba dienu laikā", "within 22 working days"),
    ],
)
def test_the_time_of_a_reply_has_the_right_plural(built: Builder, days: int, lv: str, en: str) -> None:
    site = site_with(built, claim("full").replace("status:", f"response_days: {days}, status:"))
    assert lv == data_of(site, "lv")["a11y-time"]
    assert en == data_of(site, "en")["a11y-time"]


RESULTS = {
    "lv": {
        "Galvenā navigācija": "izvērtē tikai cilvēki",
        "Pamatstruktūra": "problēmas nav atrastas",
        "Attēlu tekstuālās alternatīvas": "problēmas 10 lapās",
        "Virsraksti": "problēmas 1 lapā",
        "Tālummaiņa": "problēmas 3 lapās",
    },
    "en": {
        "Main navigation": "looked at by people only",
        "Basic structure": "no problem found",
        "Text alternatives of pictures": "problems on 10 pages",
        "Headings": "problems on 1 page",
        "Zoom": "problems on 3 pages",
    },
}


@LANGUAGES
def test_the_automatic_check_tells_of_every_aspect(built: Builder, language: str) -> None:
    rows = read(site_with(built, WHOLE, AUDIT), language).rows
    assert len(rows) == 12
    results = dict(rows[1:])
    assert {aspect: results[aspect] for aspect in RESULTS[language]} == RESULTS[language]


@pytest.mark.parametrize(
    ("browser", "pages", "lv", "en"),
    [
        ("true", 84, "20.11.2026. programma (versija 0.1.0) pārbaudīja 84 šīs tīmekļvietnes lapas.", "in a browser"),
        ("true", 21, "pārbaudīja 21 šīs tīmekļvietnes lapu.", "checked 21 pages"),
        ("false", 1, "Tika nolasītas tikai lapu datnes", "checked 1 page of this website. It read the files alone"),
    ],
)
def test_the_automatic_check_says_when_and_how(built: Builder, browser: str, pages: int, lv: str, en: str) -> None:
    audit = AUDIT.replace("browser: true", f"browser: {browser}").replace("pages: 84", f"pages: {pages}")
    site = site_with(built, "", audit)
    assert lv in " ".join(read(site, "lv").main.split())
    assert en in " ".join(read(site, "en").main.split())


def test_without_a_note_no_automatic_check_is_claimed(built: Builder) -> None:
    reader = read(site_with(built, WHOLE), "en")
    assert "No automatic check of this website is noted." in reader.main
    assert reader.rows == []


@pytest.mark.parametrize(
    ("block", "audit", "code"),
    [
        ("accessibility: {status: full}\n", "", "claim-without-evaluation"),
        (claim("full", EXCEPTION), "", "full-with-barriers"),
        (claim("full"), AUDIT, "full-with-problems"),
        (claim("partial"), "", "barriers-missing"),
        (claim("partial", EXCEPTION.replace("Old maps", "'[content]'")), "", "statement-placeholder"),
    ],
)
def test_a_statement_that_cannot_be_true_is_not_published(built: Builder, block: str, audit: str, code: str) -> None:
    outcome, site = built(block, audit)
    assert code in {found.code for found in outcome.diagnostics}
    assert outcome.changes is None
    assert not site.exists()


def links_to_statement(site: Path, root: str) -> Iterator[tuple[Path, list[Path]]]:
    """Every page that does not only lead on, and the statements that it links to; `root`: the site's own path."""
    targets = {(site / path / "index.html").resolve() for path in PAGES.values()}
    for page in sorted(site.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in html:
            continue
        hrefs = [href for href in re.findall(r'href="([^"#:]*)"', html) if href.endswith("/")]
        found = [
            (site / href.removeprefix(root) if href.startswith("/") else page.parent / href) / "index.html"
            for href in hrefs
        ]
        yield page, [one.resolve() for one in found if one.resolve() in targets]


def test_every_page_of_the_small_site_links_to_the_statement(built: Builder) -> None:
    found = dict(links_to_statement(site_with(built, WHOLE, AUDIT), "/projekti/"))
    assert len(found) > 30
    assert [page for page, targets in found.items() if not targets] == []


def test_every_page_of_the_real_site_links_to_the_statement(real_site: Path) -> None:
    found = dict(links_to_statement(real_site, "/"))
    assert len(found) > 60
    assert [page for page, targets in found.items() if not targets] == []
