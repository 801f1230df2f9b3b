"""Journeys from the search box to lines and statistics, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

JOINING = "/?q=" + quote('[lemma="加盟"]')
Picture = Callable[[Page, str], None]
FEW = ("concordance", "refused", "frequency", "dispersion")
"""Also looked at in the dark."""
VIOLATIONS = {"resultTypes": ["violations"]}
PAGES = {
    "start": "/",
    "concordance": f"{JOINING}&size=20",
    "opened": f"{JOINING}&open=2&ruby=1&size=20",
    "narrowed": f"{JOINING}&only=at:R1.lemma:%E5%9B%BD&sample=5&sort=R1",
    "refused": f"{JOINING}%20%5B",
    "nothing": "/?q=" + quote("猫"),
    "builder": "/build?v1=" + quote("加盟"),
    "frequency": "/statistics/frequency" + JOINING[1:],
    "collocates": "/statistics/collocates" + JOINING[1:] + "&min_frequency=5",
    "dispersion": "/statistics/dispersion" + JOINING[1:],
    "sections": "/statistics/sections" + JOINING[1:],
}
WORDS = {
    "en": {
        "search": "Search",
        "hits": "78 hits",
        "frequency": "Frequency",
        "next": "Next →",
        "other": "日本語",
    },
    "ja": {"search": "検索", "hits": "78件", "frequency": "頻度", "next": "次へ →", "other": "English"},
}


@pytest.mark.parametrize("language", WORDS)
def test_search_sort_turn_count_and_come_back(visit: Visit, language: str) -> None:
    say = WORDS[language]
    page = visit("/", language=language)
    page.fill("#q", '[lemma="加盟"]')
    page.get_by_role("button", name=say["search"], exact=True).click()
    expect(page.locator(".result")).to_contain_text(say["hits"])
    expect(page.locator("td.node")).to_have_count(50)
    page.get_by_role("link", name="R1", exact=True).click()
    expect(page.locator("i.sorted").first).to_be_visible()
    page.get_by_role("link", name=say["next"]).click()
    expect(page.locator("td.node")).to_have_count(28)
    page.get_by_role("link", name=say["frequency"], exact=True).click()
    page.locator(".counts th[scope=row] a").first.click()
    expect(page.locator("td.node").first).to_contain_text("加盟")
    expect(page.locator(".filters li")).to_have_count(1)


def test_back_and_forward_keep_the_box_and_the_lines(visit: Visit) -> None:
    page = visit(JOINING)
    page.fill("#q", "NATO")
    page.keyboard.press("Enter")
    expect(page.locator(".result")).to_contain_text("167 hits")
    page.go_back()
    expect(page.locator(".result")).to_contain_text("78 hits")
    expect(page.locator("#q")).to_have_value('[lemma="加盟"]')
    page.go_forward()
    expect(page.locator("#q")).to_have_value("NATO")


def test_suggestions_are_chosen_by_keyboard(visit: Visit, picture: Picture) -> None:
    page = visit("/")
    page.locator("#q").press_sequentially("found")
    expect(page.locator("#suggestions [role=option]").first).to_be_visible()
    picture(page, "suggestions")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", "suggestion-1")
    assert Axe().run(page, options=VIOLATIONS).response["violations"] == []
    page.keyboard.press("Enter")
    expect(page.locator("td.node").first).to_contain_text("議定書")


def test_a_line_unfolds_to_its_paragraph_and_folds_again(visit: Visit) -> None:
    page = visit(JOINING)
    page.locator("td.number a").nth(2).click()
    expect(page.locator("tr.opened .paragraph")).to_contain_text("北大西洋協力理事会")
    page.locator("td.number a").nth(2).click()
    expect(page.locator("tr.opened")).to_have_count(0)


def test_tokens_are_explained_under_pointer_and_keys(visit: Visit) -> None:
    page = visit(JOINING)
    page.locator("td.node i").first.hover()
    expect(page.locator("#token")).to_contain_text("カメイ")
    page.mouse.move(5, 5)
    expect(page.locator("#token")).to_be_hidden()
    page.locator("td.number a").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#token")).to_contain_text("カメイ")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#token")).to_contain_text("NATO")


def test_the_builder_writes_cql_while_one_types(visit: Visit) -> None:
    page = visit("/build")
    page.fill("[name=v1]", "加盟")
    page.select_option("[name=t1]", "begins")
    expect(page.locator("#cql")).to_have_text('[lemma="加盟.*"]')
    page.get_by_role("button", name="Search").click()
    expect(page.locator("td.node").first).to_contain_text("加盟")


def test_everything_works_without_scripts(visit: Visit) -> None:
    page = visit("/", scripts=False)
    page.fill("#q", "加盟")
    page.get_by_role("button", name="Search", exact=True).click()
    page.locator("td.number a").nth(2).click()
    expect(page.locator("tr.opened .paragraph")).to_contain_text("北大西洋協力理事会")
    page.get_by_role("link", name="Query builder").click()
    page.fill("[name=v1]", "支持")
    page.get_by_role("button", name="Show the CQL").click()
    expect(page.locator("#cql")).to_have_text('[lemma="支持"]')
    page.get_by_role("button", name="Search").click()
    expect(page.locator("td.node").first).to_contain_text("支持")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(visit: Visit, picture: Picture, dark: bool) -> None:
    language = "ja" if dark else "en"
    page = visit("/", language=language, dark=dark)
    root = page.url.rstrip("/")
    for name in FEW if dark else PAGES:
        page.goto(root + PAGES[name])
        picture(page, f"{name}-{language}-{'dark' if dark else 'light'}")
        found = Axe().run(page, options=VIOLATIONS).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == [], name


def test_the_node_stands_in_one_column_and_its_neighbours_are_seen(visit: Visit) -> None:
    page = visit("/?q=NATO")
    places = page.locator("td.node").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    assert len(set(places)) == 1
    gaps = page.locator("td.left").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().right - [...one.querySelectorAll('i')].at(-1).getBoundingClientRect().right)"
    )
    assert max(gaps) < 20


@pytest.mark.parametrize(
    "path", [JOINING, "/build", "/statistics/frequency" + JOINING[1:], "/statistics/dispersion" + JOINING[1:]]
)
def test_a_narrow_screen_needs_no_scrolling_sideways(visit: Visit, picture: Picture, path: str) -> None:
    page = visit(path, language="ja", width=390)
    picture(page, f"narrow-{path.split('?')[0].strip('/').replace('/', '-') or 'concordance'}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_nothing_moves_while_the_page_comes(visit: Visit) -> None:
    page = visit(JOINING)
    shift = page.evaluate(
        "() => new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value; })"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300); })"
    )
    assert shift == 0
