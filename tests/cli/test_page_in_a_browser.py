"""The page in Chromium: seen on a desk and a phone, by day and by night, on paper, by keyboard, and by a reader."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.moscow import OFFICE, moscow
from tests.desk.moscow_said import AT
from tocsin.cli.page import page
from tocsin.desk.dossier import dossier

pytestmark = pytest.mark.chromium

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the page lies."""
    path: Path = tmp_path_factory.mktemp("page") / "dossier.html"
    path.write_text(page(dossier(moscow(), office=OFFICE, at=AT)), "utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium without a window, closed at the end."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    found = next(path for name in BROWSERS if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_an_accessibility_checker_finds_no_fault(
    browser: Any, address: str, viewport: dict[str, int], scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only where there is a browser

    with browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True) as context:
        opened = context.new_page()
        opened.goto(address)
        opened.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = Axe().run(opened).response
    assert len(found["passes"]) > 20
    told = [(v["id"], n["target"], n.get("failureSummary")) for v in found["violations"] for n in v["nodes"]]
    assert told == []


@pytest.mark.parametrize("viewport", [DESK, PHONE, {"width": 320, "height": 600}], ids=["desk", "phone", "small"])
def test_nothing_stands_beyond_the_edge(browser: Any, address: str, viewport: dict[str, int]) -> None:
    with browser.new_context(viewport=viewport) as context:
        opened = context.new_page()
        opened.goto(address)
        opened.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert opened.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_nothing_is_fetched_and_nothing_that_a_report_wrote_runs(browser: Any, address: str) -> None:
    with browser.new_context(viewport=DESK) as context:
        opened = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("dialog", lambda dialog: said.append(dialog.message))
        opened.on("console", lambda message: said.append(message.text))
        opened.goto(address)
        opened.wait_for_load_state("networkidle")
        assert opened.title() == "EXERCISE: Moscow, March 2024, by hand, dossier of 27 March 2024, 09:00 +03:00"
    assert asked == [address]
    assert said == []


def test_without_script_the_page_is_whole_and_what_is_folded_unfolds(browser: Any, address: str) -> None:
    with browser.new_context(viewport=DESK, java_script_enabled=False) as context:
        opened = context.new_page()
        opened.goto(address)
        assert opened.locator("#glance-h").is_visible()
        card = opened.locator("#s1")
        assert not card.locator("dl").is_visible()
        card.locator("summary").first.focus()
        opened.keyboard.press("Enter")
        assert card.locator("dl").is_visible()


def test_the_first_screen_of_a_desk_says_what_must_be_decided_and_what_happened(browser: Any, address: str) -> None:
    with browser.new_context(viewport=DESK) as context:
        opened = context.new_page()
        opened.goto(address)
        for words in (
            "3 to decide",
            "may still happen (planned)",
            "OVERDUE BY 19 days 9 h",
            "UNDECIDED WHEN IT HAPPENED",
        ):
            box = opened.get_by_text(words).first.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= DESK["height"], words


def test_the_keyboard_reaches_the_decisions_first_and_the_focus_is_seen(browser: Any, address: str) -> None:
    with browser.new_context(viewport=DESK) as context:
        opened = context.new_page()
        opened.goto(address)
        opened.keyboard.press("Tab")
        skip = opened.locator(".skip")
        box = skip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        opened.keyboard.press("Enter")
        assert opened.url.endswith("#decide")
        opened.keyboard.press("Tab")
        seen = opened.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert seen == "solid"
        inside = opened.evaluate("document.getElementById('decide').contains(document.activeElement)")
        assert inside


def test_every_link_can_be_reached_by_the_keyboard(browser: Any, address: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        opened = context.new_page()
        opened.goto(address)
        links = "[...document.querySelectorAll('a, summary')]"
        assert opened.evaluate(f"{links}.filter(e => e.tabIndex < 0).length") == 0
        assert opened.evaluate(f"{links}.length") > 100


def test_a_link_into_what_is_folded_unfolds_it(browser: Any, address: str) -> None:
    (row,) = dossier(moscow(), office=OFFICE, at=AT).single.rows
    assert row.of is not None
    with browser.new_context(viewport=DESK) as context:
        opened = context.new_page()
        opened.goto(address)
        assert not opened.locator(f"#i{row.of.number}").is_visible()
        opened.goto(f"{address}#i{row.of.number}")
        assert opened.locator(f"#i{row.of.number}").is_visible()


def test_on_paper_the_cards_are_unfolded_and_the_contents_are_gone(browser: Any, address: str) -> None:
    with browser.new_context(viewport={"width": 700, "height": 1000}) as context:
        opened = context.new_page()
        opened.goto(address)
        opened.emulate_media(media="print")
        assert not opened.locator("nav").is_visible()
        facts = opened.locator("#s1 dl").bounding_box()
        assert facts is not None
        assert facts["height"] > 20
        assert opened.locator("#s1 details").get_attribute("open") is None
        assert opened.locator(".banner").evaluate("e => getComputedStyle(e).position") == "static"
