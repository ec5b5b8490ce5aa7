"""What a reader changes by hand gives the numbers that `noroshi run --set` gives."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from lab_page import DRAWS, Opens, Tab, ran, rounded_from

SOUTH = "sensors.south-radar"
RANGE = f"{SOUTH}.reference.range"


def run_with(folder: Path, values: list[str]) -> dict[str, Any]:
    """What a run says of set values, and of the declared world beside it."""
    sets = [word for value in values for word in ("--set", value)]
    return ran(folder, "run", "small", "--only", "warning", "--draws", str(DRAWS), *sets)


def assert_says(page: Tab, run: dict[str, Any]) -> None:
    """The verdict, the first table, and the change from the declared world are those of a run."""
    told, declared = run["answers"]["warning"], run["as_declared"]["warning"]
    assert page.headline == told["headline"][0]
    whom = told["axes"]["whom"]["names"]
    gains = {w: n["variables"]["gain"]["mean"] for w, n in (("set", told), ("was", declared))}
    worst = [w["variables"]["warning_shortest_class"]["mean"][0] for w in (told, declared)]
    assert worst[0] == worst[1], "before that day the radar did not stand"
    rows = page.rows("#tab-panel figure:first-of-type")
    assert [row[0] for row in rows] == whom
    for row, level, gain in zip(rows, worst[0], gains["set"], strict=True):
        assert rounded_from(row[1], level), row
        assert rounded_from(row[3], gain), row
    for more in page.page.locator(".changed").get_by_role("button", name="Show all").all():
        more.click()
    changed = page.rows(".changed")
    assert changed, "something changed"
    changes = {row[1]: row for row in changed if row[0] == "gain"}
    for one, was, now in zip(whom, gains["was"], gains["set"], strict=True):
        if one in changes:
            assert rounded_from(changes[one][2], was), changes[one]
            assert rounded_from(changes[one][3], now), changes[one]
    verdict = page.page.locator(".changed .declared").get_attribute("title")
    assert verdict == declared["headline"][0]


def test_a_slider_that_is_drawn_with_the_mouse(tab: Opens, tmp_path: Path) -> None:
    page = tab().open()
    slider = page.page.get_by_role("slider", name="Reference range")
    declared = float(slider.input_value())
    box = slider.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    mouse = page.page.mouse
    share = declared / float(slider.get_attribute("max") or 0)
    mouse.move(box["x"] + share * box["width"], middle)
    mouse.down()
    mouse.move(box["x"] + 0.10 * box["width"], middle, steps=5)
    mouse.up()
    page.answered()
    (value,) = page.values
    assert value.startswith(f"{RANGE}=")
    kilometres = float(value.removeprefix(f"{RANGE}=").removesuffix(" km"))
    assert kilometres < 0.6 * declared
    expect(page.page.get_by_role("textbox", name="Reference range km")).to_have_value(
        f"{kilometres:g}"
    )
    assert_says(page, run_with(tmp_path, [value]))
    # Taken back, everything is as declared again.
    page.page.get_by_role("button", name="Reset all").click()
    page.answered()
    assert page.values == []
    assert page.page.locator(".changed").count() == 0


def test_a_radar_that_is_dragged_and_one_that_is_put_there_by_its_fields(
    tab: Opens, tmp_path: Path
) -> None:
    page = tab().open()
    x, y = page.place("south-radar")
    mouse = page.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x - 110, y - 110, steps=8)
    mouse.up()
    page.answered()
    values = page.values
    assert [value.split("=")[0].rsplit(".", 1)[1] for value in values] == ["lat", "lon"]
    assert page.place("south-radar") == pytest.approx((x - 110, y - 110), abs=2)
    run = run_with(tmp_path, values)
    assert_says(page, run)
    lat, lon = (float(value.split("=")[1].split()[0]) for value in values)
    there = f"{abs(lat):.1f}° {'NS'[lat < 0]}, {abs(lon):.1f}° {'EW'[lon < 0]}"
    told = page.page.get_by_role("list", name="Set")
    expect(told.get_by_text(f"South Radar moved to {there}")).to_be_visible()
    expect(page.page.locator(".set-values")).to_contain_text(f"South Radar moved to {there}")

    # Another reader, with the keyboard's way to the same.
    other = tab().open()
    other.page.locator("summary", has_text="Sensors (3)").click()
    other.page.locator("table.things").get_by_role("button", name="South Radar").click()
    for name, value in zip(("latitude", "longitude"), values, strict=True):
        degrees = value.split("=")[1].removesuffix(" deg")
        field = other.page.locator("table.things").get_by_label(f"South Radar: {name}")
        field.fill(degrees)
        field.press("Enter")
        field.press("Tab")
    other.answered()
    assert other.values == values
    assert_says(other, run)


def test_a_sensor_that_is_switched_off_is_gone_from_the_answer_and_hollow_on_the_globe(
    tab: Opens, tmp_path: Path
) -> None:
    page = tab().open()
    assert page.place("south-radar")
    page.page.get_by_role("switch", name="South Radar: switched on").click()
    page.answered()
    assert page.values == [f"{SOUTH}=null"]
    marks = "picture.scene.marks.filter((m) => m.id === 'south-radar').map((m) => m.out)"
    assert page.globe(marks) == [True], "it is drawn hollow"
    told = run_with(tmp_path, page.values)["answers"]["warning"]
    assert page.headline == told["headline"][0]


def test_two_tabs_at_once_have_each_its_own_answer(tab: Opens, tmp_path: Path) -> None:
    values = [f"{RANGE}=400 km", f"{RANGE}=1500 km"]
    one, two = tab(), tab()
    for page, value in ((one, values[0]), (two, values[1])):
        page.page.goto(f"{page.address}#set={value.replace(' ', '+')}&n={DRAWS}")
    for page, value in ((one, values[0]), (two, values[1])):
        page.answered()
        assert_says(page, run_with(tmp_path, [value]))


def test_a_link_restores_what_was_set_chosen_and_opened(tab: Opens) -> None:
    page = tab(permissions=["clipboard-read", "clipboard-write"]).open()
    page.page.get_by_role("radio", name="Before", exact=True).click()
    page.page.get_by_label("Sensor or rule").select_option(label="Coastland")
    page.page.get_by_role("slider").first.press("ArrowRight")
    page.answered()  # what comes above the tabs moves them
    page.page.get_by_role("tab", name="timeline").click()
    selected = page.page.get_by_role("tab", name="timeline", selected=True)
    expect(selected).to_be_visible()
    page.page.locator("summary", has_text="Keep and share").click()
    page.page.get_by_role("button", name="Copy link").click()
    expect(page.page.get_by_text("Link copied")).to_be_visible()
    link = page.page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(page.address)
    page.answered()

    other = tab()
    other.page.goto(link)
    other.answered()
    assert len(other.values) == 1
    assert other.fragment() == page.fragment() == link.removeprefix(page.address)
    assert other.headline == page.headline
    expect(other.page.get_by_role("tab", name="timeline")).to_have_attribute(
        "aria-selected", "true"
    )
    expect(other.page.get_by_role("radio", name="Before", exact=True)).to_be_checked()
    shown = (each.page.get_by_role("list", name="Set") for each in (page, other))
    chips = [each.locator("li:not(.bare)").all_inner_texts() for each in shown]
    assert chips[0] == chips[1]
    assert "Coastland" in chips[0][0]


def test_the_slider_stays_under_the_hand_when_the_answer_above_it_grows(tab: Opens) -> None:
    page = tab().open()
    slider = page.page.get_by_role("slider", name="Reference range")
    first = slider.bounding_box()
    assert first is not None
    # At the foot of the screen, out of which it would be pushed.
    height = round(first["y"] + first["height"] + 6)
    page.page.set_viewport_size({"width": 1280, "height": height})
    stood = slider.bounding_box()
    assert stood is not None
    mouse, middle = page.page.mouse, stood["y"] + stood["height"] / 2
    mouse.move(stood["x"] + 0.5 * stood["width"], middle)
    mouse.down()
    mouse.move(stood["x"] + 0.2 * stood["width"], middle, steps=8)
    mouse.up()
    page.answered()
    expect(page.page.locator(".changed")).to_be_visible()
    now = slider.bounding_box()
    assert now is not None
    assert now["y"] == pytest.approx(stood["y"], abs=2.0)
    slider.press("ArrowLeft")
    page.answered()
    now = slider.bounding_box()
    assert now is not None
    assert now["y"] == pytest.approx(stood["y"], abs=2.0)
    # The button goes with what it takes back, and so do 200 px above it: but for the lines within
    # the panel that go as well, it stays where it was.
    panel = page.page.locator(".whatif")
    begun = panel.bounding_box()
    assert begun is not None
    undo = panel.get_by_role("button", name="Undo")
    for _ in range(2):
        undo.click()
        page.answered()
    expect(undo).to_have_count(0)
    now = panel.bounding_box()
    assert now is not None
    assert abs(now["y"] - begun["y"]) < 40.0


def test_the_last_change_is_taken_back_by_a_button_and_by_a_key(tab: Opens) -> None:
    page = tab().open()
    slider = page.page.get_by_role("slider", name="Reference range")
    every = page.page.get_by_role("button", name="Undo")
    assert every.count() == 0, "there is nothing to be undone"
    undo = page.page.locator(".whatif").get_by_role("button", name="Undo")
    box = slider.bounding_box()
    assert box is not None
    mouse, y = page.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + 0.5 * box["width"], y)
    mouse.down()
    mouse.move(box["x"] + 0.2 * box["width"], y, steps=8)
    mouse.up()
    page.answered()
    (dragged,) = page.values
    # In sight where a sensor is dragged, and where a slider is.
    assert every.count() == 2
    for each in every.all():
        expect(each).to_be_in_viewport(ratio=1)
    slider.press("ArrowRight")
    page.answered()
    assert page.values != [dragged]
    # Where one writes, the key takes back what is written, as everywhere.
    field = page.page.get_by_role("textbox", name="Reference range km")
    field.press("End")
    field.press("5")
    field.press("Control+z")
    assert page.values != [dragged]
    slider.focus()
    page.page.keyboard.press("Control+z")
    page.answered()
    assert page.values == [dragged]
    assert slider.input_value() == dragged.split("=")[1].removesuffix(" km")
    page.page.get_by_role("button", name="Reset all").click()
    page.answered()
    assert page.values == []
    assert "Ctrl-Z" in (undo.get_attribute("title") or "")
    undo.click()
    page.answered()
    assert page.values == [dragged]
    undo.click()
    page.answered()
    assert page.values == [], "all that one hand drew is one change"
    assert every.count() == 0
    assert page.errors == []
