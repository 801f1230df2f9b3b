"""Every page in both languages, light and dark: axe finds nothing, nothing moves, pages are small, focus is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

JOINING = "?q=" + quote('[lemma="加盟"]')
TEXT = "/read/nato-ukraine"
STATISTICS = ("frequency", "collocates", "dispersion", "ngrams", "keywords", "sections")
PAGES = {
    "start": "/",
    "concordance": f"/{JOINING}&size=6",
    "opened": f"/{JOINING}&open=2&ruby=1&size=4",
    "narrowed": f"/{JOINING}&only=at:R1.lemma:%E5%9B%BD&sample=5&sort=R1",
    "no-names": f"/{JOINING}&names=0&context=50&size=3",
    "sentences": "/?q=%3Cs/%3E&size=4&unit=characters",
    "line": "/line/100-102",
    "refused": f"/{JOINING}%20%5B",
    "nothing": "/?q=" + quote("猫"),
    "builder": "/build?v1=" + quote("加盟"),
    "help": "/help",
    **{kind: f"/statistics/{kind}{JOINING}&min_frequency=4" for kind in STATISTICS},
    "nothing-counted": "/statistics/frequency?q=" + quote("猫"),
    "text": f"{TEXT}?s=43#s43",
    "text-layers": f"{TEXT}?part=3&show=furigana&show=entities&show=dates&show=glosses&show=notes&english=beside",
    "source": "/source/nato-ukraine?s=43",
    "names": "/names",
    "no-such-names": "/names?q=zzzzzz",
    "name": "/name/ORG01",
    "document-name": "/name/DOC05",
    "timeline": "/timeline",
    "timeline-centuries": "/timeline?from=0100&to=2024",
    "timeline-decades": "/timeline?from=1700&to=2024",
    "timeline-months": "/timeline?from=2014&to=2014&match=overlap",
    "timeline-days": "/timeline?from=2014-09&to=2014-09",
    "documents": "/documents",
    "document": "/document/nato-ukraine",
    "missing": "/name/none",
    "wrong": "/timeline?from=1x",
    "not-in-range": "/?q=NATO&context=0",
}
THEMES = {"en-light": ("en", "light"), "ja-dark": ("ja", "dark")}
"""Words do not depend on colours: each page is seen in both languages and in both schemes."""
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value; })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 30);
})"""
FOCUS = """() => {
  // of each kind of what can be focused one: it must look other with the focus than without
  const kinds = new Map();
  for (const one of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]'))
    if (one.getClientRects().length && !one.closest('[aria-hidden=true]') && (one.matches('summary') || !one.closest('details:not([open])'))) kinds.set(one.tagName + (one.closest('svg') ? 'svg' : '') + one.className, one);
  return [...kinds.values()].filter(one => {
    one.focus({focusVisible: true});
    const style = getComputedStyle(one);
    return document.activeElement !== one || (style.outlineStyle === 'none' && style.boxShadow === 'none');
  }).map(one => one.outerHTML.slice(0, 120));
}"""
AXE = Axe()
Picture = Callable[[Page, str], None]


@pytest.fixture(scope="module", params=THEMES)
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """One window for all pages in a language and a scheme."""
    language, scheme = THEMES[request.param]
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme=scheme, locale=language, base_url=address
    )
    context.set_default_timeout(8_000)
    page = context.new_page()
    page.theme = request.param
    yield page
    context.close()


def violations(page: Page) -> list[list[str]]:
    """What axe finds; only that is sent back, for what it passes is a hundred times as much."""
    page.evaluate(AXE.axe_script)
    return page.evaluate(
        """() => axe.run({resultTypes: ['violations']}).then(
          found => found.violations.map(one => [one.id, ...one.nodes.slice(0, 3).map(node => node.html.slice(0, 120))]))"""
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page(page: Page, picture: Picture, name: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    answer = page.goto(PAGES[name])
    assert page.evaluate(SHIFTS) < 0.01
    assert len(answer.body()) < 100_000
    picture(page, f"{name}-{page.theme}")
    assert violations(page) == []
    assert page.locator("h1").count() == 1 and page.locator("main").count() == 1
    assert page.evaluate(FOCUS) == []
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_axe_is_awake(page: Page) -> None:
    page.goto("/help")
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert [one[0] for one in violations(page)] == ["label"]


def test_suggestions_and_a_token_explained(page: Page, picture: Picture) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/{JOINING}&size=6")
    page.locator("td.node i").first.hover()
    page.wait_for_selector("#token:not([hidden]) dd")
    assert violations(page) == []
    picture(page, f"token-{page.theme}")
    page.fill("#q", "")
    page.locator("#q").press_sequentially("found")
    page.wait_for_selector("#suggestions [role=option]")
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    assert page.evaluate(SHIFTS) < 0.01
    picture(page, f"suggestions-{page.theme}")


def test_static_files_are_small(page: Page) -> None:
    """All that a page fetches beside itself, as it is sent."""
    sizes = [len(page.request.get(f"/static/{one}").body()) for one in ("style.css", "pages.css", "app.js", "read.js", "htmx.min.js", "icon.svg")]  # fmt: skip
    assert sum(sizes) < 100_000
