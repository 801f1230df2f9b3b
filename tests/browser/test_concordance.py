"""Journeys from the search box to lines and statistics, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

JOINING = "/?q=" + quote('[lemma="加盟"]')
Picture = Callable[[Page, str], None]
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


def test_the_node_stands_in_one_column_and_its_neighbours_are_seen(visit: Visit) -> None:
    page = visit("/?q=NATO")
    places = page.locator("td.node").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    assert len(set(places)) == 1
    gaps = page.locator("td.left").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().right - [...one.querySelectorAll('i')].at(-1).getBoundingClientRect().right)"
    )
    assert max(gaps) < 20


def test_single_keys_do_what_the_help_says(visit: Visit) -> None:
    page = visit(f"{JOINING}&size=20")
    page.keyboard.press("n")
    page.wait_for_url("**page=2*")
    page.keyboard.press("+")
    page.wait_for_url("**context=20*")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("n/?+")
    expect(page.locator("#q")).to_have_value("n/?+")
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    page.wait_for_url("**/help")
    page.get_by_label("Single keys work").uncheck()
    page.goto(page.url.replace("/help", JOINING))
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()


def test_lines_are_reached_by_keys_alone(visit: Visit) -> None:
    page = visit(f"{JOINING}&size=20")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("td.number a").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("td.number a").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("tr.opened .paragraph")).to_be_visible()
    expect(page.locator("td.number a").nth(1)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(page.locator("tr.opened")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.locator("td.place a").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/read/**")


def test_a_line_is_copied_with_its_citation_and_address(visit: Visit) -> None:
    page = visit(f"{JOINING}&open=2")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy with citation").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    said = page.evaluate("navigator.clipboard.readText()")
    assert "加盟" in said and "合六強" in said and said.endswith("/read/nato-ukraine?s=25#s25")


@pytest.mark.parametrize("path", [JOINING, "/read/nato-ukraine?part=3"])
def test_paper_has_the_text_and_no_controls(visit: Visit, picture: Picture, path: str) -> None:
    page = visit(path)
    page.emulate_media(media="print")
    picture(page, f"paper-{path.strip('/').split('/')[0][:4].strip('?')}")
    expect(page.locator("nav.site")).to_be_hidden()
    expect(page.locator("form").first).to_be_hidden()
    expect(page.locator("table.kwic, article.text")).to_be_visible()


def test_a_high_contrast_scheme_keeps_the_marks(visit: Visit) -> None:
    page = visit(JOINING)
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    style = "one => [getComputedStyle(one).outlineStyle, getComputedStyle(document.querySelector('a')).transitionDuration]"
    assert page.locator("td mark").first.evaluate(style) == ["solid", "0s"]


def test_nothing_moves_while_the_page_comes(visit: Visit) -> None:
    page = visit(JOINING)
    shift = page.evaluate(
        "() => new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value; })"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300); })"
    )
    assert shift < 0.001  # the left context of the line that is being received grows to its left
