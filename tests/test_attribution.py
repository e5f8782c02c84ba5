"""Attribution: wording letter for letter, forms from rates, the emblem by its numbers."""

from __future__ import annotations

import re
from math import dist, isclose

import pytest

from sitegen.attribution import FUNDS, Form, Support, attribute, emblem_svg, form_of, funds_of_period
from sitegen.attribution.emblem import HEIGHT, INNER_RADIUS, RING_RADIUS, STAR_RADIUS, WIDTH, star, star_centres
from sitegen.languages import EN, LV, Language
from sitegen.models.choices import Fund, Period
from sitegen.models.project import Funding

MIDDLE, NEW = Period.Y2014, Period.Y2021


def block(language: Language, *supports: Support) -> list[list[str]]:
    found = attribute(supports, language)
    assert found is not None
    return [[one.lead, *one.funds] for one in found.statements]


@pytest.mark.parametrize(
    ("lv", "en", "support"),
    [
        (
            ["Eiropas Savienība", "Eiropas Sociālais fonds"],
            ["European Union", "European Social Fund"],
            Support(MIDDLE, (Fund.ESF,), Form.CO_FUNDED),
        ),
        (
            ["Eiropas Savienība", "Eiropas Reģionālās attīstības fonds", "Kohēzijas fonds"],
            ["European Union", "European Regional Development Fund", "Cohesion Fund"],
            Support(Period.Y2007, (Fund.CF, Fund.ERDF), Form.CO_FUNDED),
        ),
        (
            ["Līdzfinansē Eiropas Savienība"],
            ["Co-funded by the European Union"],
            Support(NEW, (Fund.ESF_PLUS,), Form.CO_FUNDED),
        ),
        (["Finansē Eiropas Savienība"], ["Funded by the European Union"], Support(NEW, (Fund.JTF,), Form.FUNDED)),
        (
            ["Līdzfinansē Eiropas Savienība"],
            ["Co-funded by the European Union"],
            Support(NEW, (Fund.ERDF,), Form.UNKNOWN),
        ),
        (
            ["Finansē Eiropas Savienība – NextGenerationEU"],
            ["Funded by the European Union – NextGenerationEU"],
            Support(Period.RRF, (Fund.RRF,), Form.CO_FUNDED),
        ),
        (
            ["Līdzfinansē Eiropas Savienība"],
            ["Co-funded by the European Union"],
            Support(Period.DIRECT, (Fund.DIRECT,), Form.CO_FUNDED),
        ),
    ],
)
def test_the_statement_follows_from_period_fund_and_rates(lv: list[str], en: list[str], support: Support) -> None:
    assert [lv] == block(LV, support)
    assert [en] == block(EN, support)


@pytest.mark.parametrize(
    ("marks", "slogans", "support"),
    [
        (["nap2020"], ["Ieguldījums tavā nākotnē"], Support(MIDDLE, (Fund.ESF,), Form.CO_FUNDED)),
        ([], ["Ieguldījums tavā nākotnē"], Support(Period.Y2007, (Fund.ESF,), Form.CO_FUNDED)),
        (["nap2027"], [], Support(NEW, (Fund.ESF_PLUS,), Form.CO_FUNDED)),
        (["nap2027"], [], Support(Period.RRF, (Fund.RRF,), Form.FUNDED)),
        ([], [], Support(Period.DIRECT, (Fund.DIRECT,), Form.FUNDED)),
        (
            [],
            ["Eiropas Lauksaimniecības fonds lauku attīstībai: Eiropa investē lauku apvidos"],
            Support(MIDDLE, (Fund.EAFRD,), Form.CO_FUNDED),
        ),
    ],
)
def test_marks_and_slogan_follow_from_the_period(marks: list[str], slogans: list[str], support: Support) -> None:
    found = attribute([support], LV)
    assert found is not None
    assert (marks, slogans) == ([mark for mark, _ in found.marks], list(found.slogans))


def test_a_rural_project_names_its_authorities_and_links_to_the_fund() -> None:
    found = attribute([Support(MIDDLE, (Fund.EAFRD,), Form.CO_FUNDED)], LV)
    assert found is not None
    assert found.sentences == ("Atbalsta Zemkopības ministrija un Lauku atbalsta dienests",)
    assert [name for name, _ in found.fund_pages] == ["Eiropas Lauksaimniecības fonds lauku attīstībai"]


def test_only_direct_management_carries_the_disclaimer() -> None:
    direct = attribute([Support(Period.DIRECT, (Fund.DIRECT,), Form.CO_FUNDED)], EN)
    other = attribute([Support(NEW, (Fund.ERDF,), Form.CO_FUNDED)], EN)
    assert direct is not None
    assert other is not None
    assert direct.disclaimer.startswith("Views and opinions expressed are however those of the author(s) only")
    assert other.disclaimer == ""


def test_a_list_shows_what_covers_all_that_it_lists() -> None:
    supports = (
        Support(NEW, (Fund.ESF_PLUS,), Form.FUNDED),
        Support(MIDDLE, (Fund.ERDF,), Form.CO_FUNDED),
        Support(MIDDLE, (Fund.ESF,), Form.CO_FUNDED),
        Support(NEW, (Fund.JTF,), Form.CO_FUNDED),
        Support(Period.RRF, (Fund.RRF,), Form.FUNDED),
    )
    found = attribute(supports, LV)
    assert found is not None
    assert found.periods == (Period.Y2014, Period.Y2021, Period.RRF)
    assert found.funds == (Fund.ESF, Fund.ERDF, Fund.ESF_PLUS, Fund.JTF, Fund.RRF)
    assert block(LV, *supports) == [
        ["Eiropas Savienība", "Eiropas Sociālais fonds", "Eiropas Reģionālās attīstības fonds"],
        ["Līdzfinansē Eiropas Savienība"],
        ["Finansē Eiropas Savienība – NextGenerationEU"],
    ]


def test_nothing_to_attribute_makes_no_block() -> None:
    assert attribute([], LV) is None


@pytest.mark.parametrize(
    ("expected", "total", "sources"),
    [
        (Form.CO_FUNDED, "100.00", [{"source": "esf", "rate": "85"}, {"source": "state", "rate": "15"}]),
        (Form.FUNDED, "100.00", [{"source": "esf+", "amount": "100.00"}]),
        (Form.FUNDED, None, [{"source": "esf+", "rate": "60"}, {"source": "jtf", "rate": "40"}]),
        (Form.CO_FUNDED, None, [{"source": "esf+", "rate": "85"}]),
        (Form.CO_FUNDED, "100.00", [{"source": "esf+", "amount": "85.00"}]),
        (Form.FUNDED, "100.00", [{"source": "esf+", "amount": "100.00"}, {"source": "state", "amount": "remainder"}]),
        (Form.CO_FUNDED, "100.00", [{"source": "esf+"}, {"source": "state"}]),
        (Form.UNKNOWN, "100.00", [{"source": "esf+"}]),
        (Form.UNKNOWN, "100.00", []),
    ],
)
def test_funded_means_all_of_it(expected: Form, total: str | None, sources: list[dict[str, str]]) -> None:
    record = {"sources": sources} | ({"total": total} if total else {})
    assert expected is form_of(Funding.model_validate(record))


def test_every_fund_has_its_periods() -> None:
    assert funds_of_period(Period.Y2007) == (Fund.ESF, Fund.ERDF, Fund.CF, Fund.EAFRD)
    assert Fund.ESF not in funds_of_period(Period.Y2021)
    assert set(Fund) == FUNDS.keys()


def test_the_emblem_has_twelve_upright_stars_on_the_ring() -> None:
    centres = star_centres()
    assert len(centres) == 12
    assert all(isclose(180, dist(centre, (405, 270)), abs_tol=1e-6) for centre in centres)
    rounded = {(round(x, 3), round(y, 3)) for x, y in centres}
    assert {(405, 90), (495, 114.115), (560.885, 180), (585, 270), (405, 450), (225, 270), (249.115, 360)} <= rounded
    for centre in centres:
        top = star(centre)[0]
        assert isclose(centre[0], top[0], abs_tol=1e-9)
        assert isclose(centre[1] - 30, top[1], abs_tol=1e-9)


def test_the_emblem_keeps_its_proportions_and_colours() -> None:
    svg = emblem_svg()
    assert WIDTH / HEIGHT == 1.5
    assert (RING_RADIUS, STAR_RADIUS) == (180, 30)
    assert isclose(11.459, INNER_RADIUS, abs_tol=5e-4)
    assert {"#003399", "#FFCC00"} == set(re.findall("#[0-9A-F]{6}", svg))
    assert svg.count("M") == 12
    assert 'viewBox="0 0 810 540"' in svg


def test_no_two_stars_touch() -> None:
    centres = star_centres()
    apart = min(dist(one, other) for one in centres for other in centres if one != other)
    assert isclose(93.17, apart, abs_tol=0.01)
    assert apart > 2 * STAR_RADIUS
