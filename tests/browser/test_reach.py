"""Whoever has no mouse, a small screen or other eyes gets the same."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from lab_page import FLIGHT, ROOT, Opens, Tab

AXE = ROOT / "lab" / "node_modules" / "axe-core" / "axe.min.js"
MOST_STEPS = 150
"""Presses of Tab within which whatever is looked for must come."""


def assert_nothing_wrong(page: Tab) -> None:
    """By the rules of axe that are serious or critical."""
    found = page.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    wrong = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    said = [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in wrong]
    assert said == [], json.dumps(said, indent=1, ensure_ascii=False)
    assert len(found["passes"]) > 10


def unfold(page: Tab) -> None:
    """Open all that can be opened below the page's head."""
    for summary in page.page.locator("main summary").all():
        summary.evaluate("(s) => s.parentElement.open = true")
    expect(page.page.locator("table.things")).to_be_visible()


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core comes with `make test-lab`")
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_serious(tab: Opens, scheme: str) -> None:
    page = tab(color_scheme=scheme, reduced_motion="reduce")
    page.context.add_init_script(path=AXE)
    page.open()
    expect(page.page.locator("html")).to_have_attribute("data-theme", scheme)
    assert_nothing_wrong(page)
    # With all that can be opened open, a value set and a flight at its middle.
    page.page.get_by_role("slider", name="Reference range").press("ArrowLeft")
    page.page.get_by_label("Play a flight").last.select_option(FLIGHT)
    page.answered()
    unfold(page)
    page.page.get_by_role("slider", name="Time after launch").fill("200")
    assert_nothing_wrong(page)
    for summary in page.page.locator("header summary").all():
        summary.click()
        assert_nothing_wrong(page)
        summary.click()
    page.page.locator("button.cell").first.click()
    expect(page.page.get_by_role("dialog")).to_be_visible()
    assert_nothing_wrong(page)


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core comes with `make test-lab`")
def test_axe_finds_nothing_serious_in_japanese_and_on_a_small_screen(tab: Opens) -> None:
    page = tab(viewport={"width": 390, "height": 844}, locale="ja-JP", has_touch=True)
    page.context.add_init_script(path=AXE)
    page.page.goto(f"{page.address}#n=8")
    expect(page.page.locator(".headline[aria-busy=false] h1")).to_be_visible()
    assert_nothing_wrong(page)


@pytest.mark.parametrize("locale", ["en-GB", "ja-JP"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen_and_the_globe_has_its_size(
    tab: Opens, width: int, locale: str
) -> None:
    ratio = 3 if width == 390 else 1
    page = tab(viewport={"width": width, "height": 844}, locale=locale, device_scale_factor=ratio)
    flight = f"o=timeline.flight={FLIGHT.replace('/', '%2F')}"
    page.page.goto(f"{page.address}#{flight}&n=8&set=sensors.south-radar.reference.range%3D500+km")
    expect(page.page.locator(".headline[aria-busy=false] h1")).to_be_visible()
    expect(page.page.locator(".playing .clock")).to_be_visible()
    for opened in ("none", "all"):
        if opened == "all":
            unfold(page)
        breadth = page.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert breadth == [width, width], opened
    inside = page.host.evaluate("(host) => [host.clientWidth, host.clientHeight]")
    assert inside[0] >= min(width, 500)
    assert inside[1] >= 290
    for canvas in page.host.locator("canvas").all():
        size = canvas.evaluate("(c) => [c.clientWidth, c.clientHeight, c.width, c.height]")
        assert size[:2] == inside
        assert size[2:] == [round(min(ratio, 2) * side) for side in inside]


def reach(page: Tab, wanted: Callable[[dict[str, Any]], bool]) -> None:
    """Press Tab until what has the focus is wanted; that it is seen to have the focus."""
    code = """() => {
        const e = document.activeElement;
        const label = e.getAttribute("aria-label") ?? e.labels?.[0]?.innerText ?? e.innerText ?? "";
        const {outlineStyle, outlineWidth} = getComputedStyle(e);
        return {tag: e.tagName.toLowerCase(), type: e.type ?? "", label: label.trim(),
                outlined: outlineStyle !== "none" && parseFloat(outlineWidth) > 0};
    }"""
    passed = []
    for _ in range(MOST_STEPS):
        page.page.keyboard.press("Tab")
        found = page.page.evaluate(code)
        passed.append(found["label"])
        if wanted(found):
            # A slider's knob glows in its place, which no style of the element tells.
            assert found["outlined"] or found["type"] == "range", found
            return
    raise AssertionError(passed)


def test_with_the_keyboard_alone_a_sensor_is_chosen_its_range_changed_and_a_flight_played(
    tab: Opens,
) -> None:
    page = tab().open()
    keys = page.page.keyboard
    reach(page, lambda e: e["label"] == "Sensor or rule")
    keys.press("ArrowUp")
    expect(page.page.get_by_label("Sensor or rule")).to_have_value("sensors.north-radar")
    before = page.headline
    reach(page, lambda e: e["type"] == "range" and e["label"] == "Reference range")
    for _ in range(6):
        keys.press("ArrowLeft")
    page.answered()
    (value,) = page.values
    assert value.startswith("sensors.north-radar.reference.range=")
    assert page.headline != before
    expect(page.page.locator(".changed")).to_be_visible()
    reach(page, lambda e: e["tag"] == "select" and e["label"].startswith("Play a flight"))
    keys.press("ArrowDown")
    expect(page.page.locator(".playing .clock")).to_be_visible()
    reach(page, lambda e: e["tag"] == "button" and e["label"] == "Pause")
    keys.press("Space")
    expect(page.page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    clock = page.page.locator(".clock")
    stood = clock.inner_text()
    reach(page, lambda e: e["type"] == "range" and e["label"] == "Time after launch")
    keys.press("End")
    expect(page.page.locator(".told-line.told")).to_be_visible()
    assert clock.inner_text() != stood
    assert page.errors == []


def test_keys_turn_the_globe_and_come_nearer(tab: Opens) -> None:
    page = tab().open()
    x, y = page.place("south-radar")
    north = page.place("north-radar")
    page.host.focus()
    page.page.keyboard.press("ArrowRight")
    right, level = page.place("south-radar")
    assert right < x - 30
    assert abs(level - y) < 30
    page.page.keyboard.press("ArrowUp")
    assert page.place("south-radar")[1] > level + 30
    page.page.keyboard.press("Home")
    page.until(lambda: page.place("south-radar") == pytest.approx((x, y), abs=1))
    page.page.keyboard.press("-")
    page.page.keyboard.press("-")
    a, b = page.place("south-radar"), page.place("north-radar")
    assert abs(a[0] - b[0]) + abs(a[1] - b[1]) < 0.9 * (abs(x - north[0]) + abs(y - north[1]))


def test_a_number_opens_where_it_is_from_and_closes_back_to_where_one_was(tab: Opens) -> None:
    page = tab().open()
    mark = page.page.get_by_role("button", name="C: Source of Reference range")
    mark.press("Enter")
    dialog = page.page.get_by_role("dialog")
    expect(dialog).to_contain_text("600 – 1,500 km")
    expect(dialog).to_contain_text("Invented for this example")
    page.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(mark).to_be_focused()


def _cell_opened(page: Tab, name: str) -> Locator:
    """What the first number in the first row of such a name tells of itself."""
    row = page.page.locator("article tr", has=page.page.get_by_role("rowheader", name=name))
    row.first.locator("button.cell").first.click()
    return page.page.get_by_role("dialog", name=f"{name}, ")


def test_a_computed_number_opens_its_measure_what_its_row_declares_and_the_sources(
    tab: Opens,
) -> None:
    page = tab().open()
    dialog = _cell_opened(page, "Coastland")
    told = ("against the class of flight that leaves least", "warning time:")
    for words in (*told, "The whole answer rests on", "Invented for this example"):
        expect(dialog).to_contain_text(words)
    page.page.keyboard.press("Escape")
    page.page.get_by_text("more tables").first.click()
    dialog = _cell_opened(page, "Harbour")
    for words in ("800,000", "34.7°", "Invented for this example"):
        expect(dialog).to_contain_text(words)
    assert page.errors == []


def test_a_line_at_the_bottom_of_a_narrow_page_tells_what_a_change_does(tab: Opens) -> None:
    page = tab(viewport={"width": 390, "height": 844})
    page.open("set=sensors.south-radar.reference.range%3D500+km")
    line = page.page.locator("button.below")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text(page.page.locator(".changed .stays").inner_text())
    page.page.set_viewport_size({"width": 1280, "height": 800})
    expect(line).to_be_hidden()


def test_menus_lie_on_a_narrow_page(tab: Opens) -> None:
    page = tab(viewport={"width": 390, "height": 844}).open()
    for summary in page.page.locator("header summary").all():
        summary.click()
        box = page.page.locator("header details[open] .menu-list").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        summary.click()


@pytest.mark.parametrize("width", [390, 1280])
def test_no_tab_is_wider_than_the_page(tab: Opens, width: int) -> None:
    page = tab(viewport={"width": width, "height": 844}).open()
    for name in page.page.get_by_role("tab").all_text_contents():
        page.page.get_by_role("tab", name=name, exact=True).click()
        panel = page.page.get_by_role("tabpanel", name=name, exact=True)
        answer = panel.locator("article:not(.old)").or_(panel.get_by_text("Choose what to ask"))
        expect(answer).to_be_visible()
        unfold(page)
        breadth = page.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert breadth == [width, width], name
        # Nor is anything cut off at the panel's edge: what is wide scrolls within itself.
        code = """(panel) => [...panel.querySelectorAll("select, input, p, h2, h3, details")]
            .filter((e) => e.offsetParent && !e.closest(".scroll, .aside"))
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
            .map((e) => e.outerHTML.slice(0, 90))"""
        assert panel.evaluate(code) == [], name


def test_a_finger_scrolls_the_page_over_the_globe_and_turns_it_sideways(tab: Opens) -> None:
    page = tab(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open()
    page.host.scroll_into_view_if_needed()
    page.place("south-radar")
    hand = page.context.new_cdp_session(page.page)
    # In the middle of the globe no sensor was tapped, which would be dragged.
    box = page.host.bounding_box()
    assert box is not None
    middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}

    def swipe(dx: float, dy: float) -> tuple[float, float]:
        """How far the page scrolled, and how far the globe turned [deg]."""
        code = """async (host) => {
            // The page scrolls on for some frames after the last touch.
            for (let y = NaN, still = 0; still < 10; y = scrollY) {
                await new Promise(requestAnimationFrame);
                still = scrollY === y ? still + 1 : 0;
            }
            return [scrollY, host.globe.camera.look.lon];
        }"""
        was = page.host.evaluate(code)
        for step in range(13):
            at = {"x": middle["x"] + dx * step / 12, "y": middle["y"] + dy * step / 12}
            kind = "touchMove" if step else "touchStart"
            hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
        hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        now = page.host.evaluate(code)
        return now[0] - was[0], now[1] - was[1]

    scrolled, turned = swipe(0, -120)
    assert scrolled > 60
    assert turned == pytest.approx(0, abs=1.0)
    middle["y"] -= scrolled
    scrolled, turned = swipe(-120, 0)
    assert scrolled == 0
    assert abs(turned) > 1.0
