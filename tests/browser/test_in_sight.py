"""What was asked for is in sight at once, and what was opened closes again."""

import pytest
from playwright.sync_api import expect

from lab_page import DRAWS, Opens

RANGE = "sensors.south-radar.reference.range"


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_the_answer_of_a_tab_is_in_sight_at_once_with_its_progress_beside_it(
    tab: Opens, width: int, height: int
) -> None:
    page = tab(viewport={"width": width, "height": height})
    page.open("q=shares")
    panel = page.page.locator("#tab-panel")
    expect(panel.locator(".verdict h3")).to_be_in_viewport(ratio=1)
    status = panel.locator("[role=status] span")
    expect(status).to_have_text(f"{DRAWS} draws; brackets hold 90 % of them")
    expect(status).to_be_in_viewport()
    page.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.page.get_by_role("tab", name="site", exact=True).click()
    expect(panel.locator("article:not(.old)")).to_be_attached()
    expect(panel.locator(".verdict h3")).to_be_in_viewport(ratio=1)
    page.page.get_by_role("tab", name="warning", exact=True).click()
    expect(panel.locator("table").first).to_be_in_viewport()
    expect(panel.locator("[role=status]")).to_have_count(0)


def test_who_scrolls_while_an_answer_is_worked_out_is_left_alone(tab: Opens) -> None:
    page = tab()
    page.open("q=shares")
    page.page.mouse.move(1100, 400)
    page.page.mouse.wheel(0, -5000)
    page.until(lambda: page.page.evaluate("scrollY") == 0)
    page.page.locator("summary", has_text="In words").evaluate("(s) => s.click()")
    page.page.locator(".sensors, .list").first.evaluate("(s) => s.setAttribute('open', '')")
    page.page.wait_for_timeout(300)
    assert page.page.evaluate("scrollY") == 0


def test_on_a_wide_page_the_verdict_stays_in_sight_while_values_are_changed(tab: Opens) -> None:
    page = tab().open(f"set={RANGE}%3D500+km")
    line = page.page.locator("button.below")
    expect(line).to_be_hidden()
    verdict = page.page.locator(".headline h1")
    page.page.locator("#whatif").evaluate("(h) => h.scrollIntoView({behavior: 'instant'})")
    page.page.mouse.move(1100, 400)
    page.page.mouse.wheel(0, 400)
    expect(verdict).not_to_be_in_viewport()
    expect(line).to_be_in_viewport(ratio=1)
    expect(line).to_contain_text(page.page.locator(".changed .stays").inner_text().strip())
    expect(line.locator("small")).to_contain_text(page.headline.partition(";")[0].split(",")[0])
    line.click()
    expect(verdict).to_be_in_viewport(ratio=1)
    expect(line).to_be_hidden()


def test_a_menu_closes_on_escape_on_a_click_elsewhere_by_another_and_when_it_is_done(
    tab: Opens,
) -> None:
    page = tab(permissions=["clipboard-read", "clipboard-write"]).open()
    share = page.page.locator("summary", has_text="Keep and share")
    words = page.page.locator("summary", has_text="What the words mean")
    opened = page.page.locator("header details[open]")
    for close in (
        lambda: page.page.keyboard.press("Escape"),
        lambda: page.page.mouse.click(300, 500),  # on the globe
        lambda: page.page.get_by_role("button", name="Copy link").click(),
    ):
        share.click()
        expect(opened).to_have_count(1)
        close()
        expect(opened).to_have_count(0)
    expect(page.page.get_by_text("Link copied")).to_be_visible()
    page.page.locator("header .menu summary").first.click()
    words.click()
    expect(opened).to_have_count(1)
    expect(opened.locator("dt").first).to_be_visible()
    with page.page.expect_download():
        page.page.locator("header .menu summary").first.click()
        page.page.get_by_role("button", name="Scenario folder").click()
    expect(opened).to_have_count(0)
    changes = page.page.locator("details.changes")
    changes.locator("summary").click()
    expect(page.page.locator(".changes-all")).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(page.page.locator(".changes-all")).to_be_hidden()
    expect(changes.locator("summary")).to_be_focused()
