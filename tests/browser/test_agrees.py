"""What a reader sees twice agrees, what has no effect says so, and what is old can be read."""

import re

from playwright.sync_api import expect

from lab_page import Opens, Tab

CONTRAST = """(of) => {
    const channel = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const paper = getComputedStyle(document.documentElement).backgroundColor;
    const numbers = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
    const under = light(numbers(paper));
    const opacity = (e) => e === null ? 1 : getComputedStyle(e).opacity * opacity(e.parentElement);
    return [...document.querySelectorAll(of)].filter((e) => e.offsetParent).map((e) => {
        const [over, share] = [numbers(getComputedStyle(e).color), opacity(e)];
        const seen = over.map((c, i) => share * c + (1 - share) * numbers(paper)[i]);
        const [a, b] = [light(seen), under].sort((x, y) => y - x);
        return [e.textContent.slice(0, 30), (a + 0.05) / (b + 0.05)];
    });
}"""
"""Of the letters of elements against the page, with all that makes them paler."""


def set_range(page: Tab, value: str) -> None:
    field = page.page.get_by_role("textbox", name="Reference range km")
    field.fill(value)
    field.press("Enter")


def test_a_value_of_what_is_not_there_yet_says_when_it_begins(tab: Opens) -> None:
    page = tab().open("a=2014-01-01&w=sensors.south-radar")
    why = "South Radar is not there yet on 1 January 2014: it begins on 1 June 2014."
    expect(page.page.locator(".whatif .absence")).to_contain_text(why)
    set_range(page, "700")
    page.answered()
    expect(page.page.locator(".changed .stays").first).to_contain_text(f"first table. {why}")
    page.page.evaluate("location.hash = location.hash.replace('a=2014-01-01', 'a=2015-01-01')")
    page.answered()
    expect(page.page.locator(".whatif .absence")).to_have_count(0)
    expect(page.page.locator(".changed .stays").first).not_to_contain_text("is not there")
    assert page.errors == []


def test_a_city_is_told_when_its_table_says(tab: Opens) -> None:
    page = tab().open("q=city&o=city.place%3Dharbour&v=after")
    expect(page.page.locator("#tab-panel article:not(.old)")).to_be_visible()
    table = '[data-table="classes"]'
    column = page.page.locator(f"{table} thead th").all_inner_texts()
    told = next(i for i, head in enumerate(column) if head.startswith("told after launch"))
    times = {row[0]: row[told] for row in page.rows(table)}
    line = page.page.locator(".told-line.whole")
    found = re.fullmatch(r"Next, (\d+:\d\d): Harbour is told of (.*)", line.inner_text().strip())
    assert found is not None, line.inner_text()
    assert times[found[2]] == found[1]


def test_a_table_that_is_broader_than_its_column_says_so(tab: Opens) -> None:
    page = tab(viewport={"width": 390, "height": 844}).open("q=city&o=city.place%3Dharbour")
    figure = page.page.locator('[data-table="classes"]')
    box, sign = figure.locator(".scroll"), figure.locator(".sideways")
    expect(sign).to_contain_text("to the right")
    hidden = """(s) => {
        const end = s.getBoundingClientRect().left + s.clientWidth + 2;
        const heads = [...s.querySelectorAll("thead th")];
        return heads.filter((h) => h.getBoundingClientRect().right > end).length;
    }"""
    count = box.evaluate(hidden)
    said = sign.inner_text()
    assert said.startswith("One more" if count == 1 else f"{count} more"), said
    box.evaluate("(s) => { s.scrollLeft = s.scrollWidth; }")
    expect(sign).to_contain_text("to the left")


def test_what_is_from_before_the_last_change_can_be_read(tab: Opens) -> None:
    for scheme in ("dark", "light"):
        page = tab(color_scheme=scheme).open(draws=32)
        page.play()
        page.page.get_by_role("button", name="Pause").click()
        # Nothing else is answered, so that what is old stays.
        page.page.route("**/api/jobs", lambda route: route.abort())
        set_range(page, "700")
        expect(page.page.locator(".verdict.old h1")).to_be_visible()
        # What is new already stands in nothing that is told to be old.
        expect(page.page.locator(".headline .between")).to_be_visible()
        expect(page.page.locator(":is(.old, .early) .between")).to_have_count(0)
        expect(page.page.locator(".playing.old .estimate")).to_have_text(
            "from before your last change"
        )
        old = page.page.evaluate(
            f"({CONTRAST})('.old :is(h1, p, td, th, .estimate, .step, .told-line span)')"
        )
        assert len(old) > 10
        assert min(ratio for _, ratio in old) >= 4.5, [each for each in old if each[1] < 4.5]
