"""The text, names, timeline and documents in a real browser, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

Visit = Callable[..., Page]
TEXT = "/read/nato-ukraine"


def test_from_the_timeline_to_the_sentence_and_its_source(visit: Visit) -> None:
    page = visit("/timeline", scripts=False)
    page.get_by_role("link", name="1997: ").click()
    page.locator("svg a", has=page.locator("circle.dot")).first.click()
    assert "#s" in page.url
    page.locator(".sentence a.number").first.click()
    assert page.get_by_role("heading", name="Place in the source").is_visible()
    page.go_back()
    assert "/read/nato-ukraine" in page.url


def test_from_the_names_to_a_mention(visit: Visit) -> None:
    page = visit("/names", language="ja", scripts=False)
    page.get_by_label("日本語または英語の名称").fill("founding act")
    page.get_by_role("button", name="検索").click()
    page.get_by_role("link", name="NATO・ロシア基本議定書").first.click()
    page.locator("td.node a").first.click()
    assert page.locator("#s32").is_visible()


def test_layers_are_switched_without_scripts(visit: Visit) -> None:
    page = visit(f"{TEXT}?part=4", scripts=False)
    page.get_by_label("furigana").check()
    page.get_by_label("names", exact=True).uncheck()
    page.get_by_role("button", name="Show").click()
    assert page.locator("article ruby").count() > 50 and page.locator("article .e").count() == 0
    page.get_by_role("link", name="Next").click()
    assert "part=5" in page.url and page.locator("article ruby").count() > 50


def test_an_address_with_a_sentence_opens_its_page(visit: Visit) -> None:
    page = visit(f"{TEXT}#s150")
    page.wait_for_url("**s=150**")
    assert page.locator("#s150").is_visible()
