"""What a page is made from is noted, also where a part of it was made for another page before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen.diagnostics import Collector
from sitegen.languages import LV
from sitegen.pipeline import Settings, examine
from sitegen.resolve import Site, kept
from sitegen.settings import Outcome, lines_of
from sitegen.store import packed, unpacked
from sitegen.views.build_related import related
from sitegen.views.structured import Lasting, Node, bare, beginning, data_block
from sitegen.views.writer import Writer
from tests.conftest import DAY, ROOT


@pytest.fixture(scope="module")
def site() -> Site:
    _, checked = examine(Settings(content=ROOT / "content", output=ROOT, day=DAY), Collector())
    assert checked
    return checked.site


@kept
def title(site: Site, slug: str) -> str:
    return site.projects[slug].traits.title[LV]


def test_what_is_kept_counts_as_read_by_everyone_who_asks_for_it(site: Site) -> None:
    slug = next(iter(site.projects))
    for _ in range(2):
        with site.reads.apart() as read:
            assert title(site, slug)
        assert read == {f"traits:projects/{slug}"}


def test_the_second_card_of_a_project_has_read_what_the_first_has(site: Site) -> None:
    project = next(iter(site.projects.values()))
    noted = []
    for path in ("lv/a/", "lv/b/"):
        with site.reads.apart() as read:
            card = Writer(site, LV, path).card(project)
        assert card.href.startswith("../../lv/")
        noted.append(read)
    assert noted[0] == noted[1] >= {f"traits:projects/{project.slug}", f"figures:projects/{project.slug}"}


def test_a_card_leads_up_from_as_deep_as_its_page_lies(site: Site) -> None:
    project = next(iter(site.projects.values()))
    shallow, deep = (Writer(site, LV, path).card(project) for path in ("lv/", "lv/a/b/"))
    assert deep.href == f"../../{shallow.href}"


def test_every_project_that_was_weighed_is_read_in_both_languages(site: Site) -> None:
    project = next(iter(site.projects.values()))
    noted = []
    for language in site.languages:
        with site.reads.apart() as read:
            list(related(Writer(site, language, f"{language}/a/"), project))
        noted.append({name for name in read if name.startswith("traits:")})
    assert noted[0] == noted[1]
    assert len(noted[0]) > 1


def test_a_news_item_has_read_the_projects_that_it_names_each_time(site: Site) -> None:
    item = next(item for item in site.news if item.projects)
    with site.reads.apart() as read:
        assert item.projects
    assert {f"traits:projects/{slug}" for slug in item.projects} <= read


def test_the_day_of_a_news_item_is_that_of_its_name(site: Site) -> None:
    assert all(item.day == date.fromisoformat(item.name[:10]) and item.name.endswith(item.slug) for item in site.news)


pieces = st.lists(
    st.sampled_from(["<p>", "</p>", "a ", " b\n", '<a href="x">', "&amp;", "<!-- c -->", "<", ">", "\u00a0"])
)


@given(pieces)
def test_the_words_of_a_passage_are_those_that_its_tags_leave(found: list[str]) -> None:
    html = Markup("".join(found))
    assert bare(html) == html.striptags()


@given(pieces, st.integers(1, 12))
def test_the_first_words_of_a_passage_are_those_of_the_whole(found: list[str], length: int) -> None:
    html = Markup("".join(found))
    first, whole = (" ".join(text.split()) for text in (beginning(html, length), bare(html)))
    assert (first[:length], len(first) > length) == (whole[:length], len(whole) > length)


def test_a_data_block_is_the_same_whether_its_things_last_or_not() -> None:
    nodes: list[Node] = [{"@type": "A", "@id": name, "name": f"<{name}>"} for name in "abcd"]
    known = [nodes[0], Lasting(nodes[1]), Lasting(nodes[2]), nodes[3]]
    assert data_block(known) == data_block(nodes)
    also: Node = {"@id": "b", "url": "x"}
    assert data_block([*known, also]) == data_block([*nodes, also])
    assert data_block([*known, Lasting(also)]) == data_block([*nodes, also])


def test_a_thing_that_lasts_is_remembered_with_its_text() -> None:
    thing = Lasting({"@id": "a", "name": "<A>"})
    made = unpacked(packed(thing))
    assert (type(made), made, made.text) == (Lasting, thing, thing.text)


def test_an_excerpt_of_a_file_that_was_not_read_shows_it_as_it_would_have_been_read(tmp_path: Path) -> None:
    settings = Settings(content=tmp_path / "content", output=tmp_path / "public", day=DAY)
    settings.content.mkdir()
    (settings.content / "site.yaml").write_bytes("\ufefftitle: Ce\u0304sis\r\n".encode())
    line_of = lines_of(Outcome((), {}), settings)
    assert line_of("content/site.yaml", 1) == "title: C\u0113sis"
    assert line_of("content/site.yaml", 7) == line_of("content/lost.yaml", 1) == ""
