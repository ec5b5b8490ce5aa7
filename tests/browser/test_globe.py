"""The globe shows what is chosen, whatever was done before."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from lab_page import DRAWS, Opens, Tab

SOUTH = "south-radar"


def drag(page: Tab, dx: float, dy: float) -> None:
    x, y = page.place(SOUTH)
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x + dx, y + dy, steps=8)
    page.page.mouse.up()


def covers(page: Tab) -> list[Any]:
    """Where the south radar looks: whether it is hollow, and its first point."""
    code = f"""picture.scene.covers.filter((c) => c.sensor === {json.dumps(SOUTH)})
        .map((c) => [c.out, c.geometry.coordinates[0][0], c.geometry.coordinates[0].length])"""
    return page.globe(code)  # type: ignore[no-any-return]


def hollow(page: Tab) -> bool:
    marks = "picture.scene.marks"
    return bool(page.globe(f"{marks}.find((m) => m.id === {json.dumps(SOUTH)}).out"))


def test_after_reset_all_and_after_off_and_on_the_radar_stands_where_it_is_declared(
    tab: Opens,
) -> None:
    page = tab().open()
    declared, at = covers(page), page.place(SOUTH)
    assert declared
    assert declared[0][0] is False
    drag(page, -110, -60)
    page.answered()
    assert page.place(SOUTH) == pytest.approx((at[0] - 110, at[1] - 60), abs=2)
    moved = covers(page)
    assert moved != declared
    # Taken back by its own button, then dragged, switched off, and all taken back.
    page.page.get_by_role("button", name="Take back: South Radar moved").click()
    assert page.until(lambda: covers(page) == declared)
    drag(page, -110, -60)
    page.page.get_by_role("switch", name="South Radar: switched on").click()
    page.until(lambda: hollow(page))
    assert [(each[0], each[1]) for each in covers(page)] == [
        (True, pytest.approx(each[1], abs=0.02)) for each in moved
    ]
    page.answered()
    assert hollow(page), "the answer knows nothing of it, the globe does"
    page.page.get_by_role("button", name="Reset all").click()
    page.answered()
    assert not hollow(page)
    assert covers(page) == declared
    assert page.place(SOUTH) == pytest.approx(at, abs=1)


def test_a_radar_whose_release_the_browser_never_told_is_let_go_and_goes_home(tab: Opens) -> None:
    page = tab().open()
    declared, at = covers(page), page.place(SOUTH)
    page.page.mouse.move(*at)
    page.page.mouse.down()
    page.page.mouse.move(at[0] - 80, at[1] - 40, steps=6)
    devtools = page.page.context.new_cdp_session(page.page)

    def passes(x: float, y: float) -> None:
        event = {"type": "mouseMoved", "x": x, "y": y, "button": "none", "buttons": 0}
        devtools.send("Input.dispatchMouseEvent", event)

    passes(at[0] - 80, at[1] - 40)
    assert page.until(lambda: page.globe("picture.lifted") is None), "nothing is in the hand"
    passes(at[0] + 60, at[1] + 60)
    page.answered()
    assert page.place(SOUTH) == pytest.approx((at[0] - 80, at[1] - 40), abs=2)
    page.page.mouse.up()
    page.page.get_by_role("button", name="Undo").first.click()
    page.answered()
    assert covers(page) == declared
    assert page.place(SOUTH) == pytest.approx(at, abs=1)


def test_where_a_radar_looks_follows_the_slider_before_the_answer(tab: Opens) -> None:
    page = tab().open()
    far = f"""(() => {{
        const [mark] = [host.globe.picture.scene.marks.find((m) => m.id === {json.dumps(SOUTH)})];
        const {{sectors}} = host.globe.sensors.find((s) => s.id === mark.id);
        return sectors.map((s) => s.reach);
    }})()"""
    slider = page.page.get_by_role("slider", name="Reference range")
    slider.press("ArrowLeft")
    reach = page.page.get_by_role("textbox", name="Reference range km").input_value()
    found = page.host.evaluate(f"(host) => {far}")
    assert set(found) == {float(reach.replace(",", "")) * 1000.0}


def test_what_radars_cover_is_shown_at_the_height_that_is_chosen(tab: Opens) -> None:
    page = tab().open()
    lines = "picture.scene.lines.map((line) => line.id.split('/'))"
    looks = f"picture.scene.covers.filter((c) => c.sensor === {json.dumps(SOUTH)}).length"
    assert page.globe(lines) == []
    assert page.globe(looks) > 0
    choice = page.page.get_by_role("combobox", name="What is shown of radars")
    choice.select_option("any")
    expect(choice.locator("option")).to_have_count(4)  # none confirms at 1,000 km there
    heights = [choice.locator("option").nth(n).text_content() for n in (1, 2, 3)]
    assert heights == [f"Radars: cover at {km} km" for km in (50, 100, 300)]
    choice.select_option("300000")
    assert {(when, height) for when, height, _ in page.globe(lines)} == {
        ("before", "300000"), ("after", "300000")
    }  # fmt: skip
    assert page.globe(looks) == 0
    page.page.get_by_role("radio", name="After").click()
    assert {(when, height) for when, height, _ in page.globe(lines)} == {("after", "300000")}
    assert page.until(lambda: "h=300000" in page.page.url)
    choice.select_option("")
    assert page.globe(lines) == []
    assert page.globe(looks) > 0
    assert page.errors == []


def test_words_below_the_day_are_no_button_and_open_to_all_that_changed(tab: Opens) -> None:
    page = tab().open()
    slider = page.page.get_by_role("slider", name="Days compared: After")
    slider.press("ArrowLeft")
    chosen = slider.get_attribute("aria-valuetext")
    words = page.page.locator(".changes").first
    if page.page.locator("details.changes").count():
        words.locator("summary").click()
        expect(page.page.locator(".changes-all")).to_be_visible()
    else:
        words.click()
    assert slider.get_attribute("aria-valuetext") == chosen
    page.answered(DRAWS)
    page.page.get_by_role("button", name="back to the declared day").click()
    assert slider.get_attribute("aria-valuetext") != chosen


def test_the_picture_of_the_globe_has_twice_the_pixels_and_says_what_it_is_of(tab: Opens) -> None:
    page = tab(accept_downloads=True).open()
    page.place(SOUTH)
    said = """async (host) => {
        const drawn = [];
        const kept = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
            if (!this.canvas.isConnected) drawn.push(text);
            return kept.call(this, text, ...at);
        };
        document.querySelectorAll("details.menu button")[2].click();
        await new Promise((done) => setTimeout(done, 0));
        CanvasRenderingContext2D.prototype.fillText = kept;
        return drawn.join(" ");
    }"""
    page.page.locator("summary", has_text="Keep and share").click()
    with page.page.expect_download() as download:
        words = " ".join(page.host.evaluate(said).split())
    world = page.page.evaluate("fetch('/api/world/small').then((r) => r.json())")
    assert world["title"] in words
    assert page.headline in words
    assert "Warning gained" in words
    header = download.value.path().read_bytes()[:24]
    width, height = (int.from_bytes(header[at : at + 4]) for at in (16, 20))
    inside = page.host.evaluate("(host) => [host.clientWidth, host.clientHeight]")
    assert width == 2 * inside[0]
    assert height > 2 * inside[1]
    # The globe itself goes on as the screen has it.
    ratio = "(host) => host.querySelector('canvas').width / host.clientWidth"
    page.until(lambda: page.host.evaluate(ratio) == 1)


def test_a_radar_that_was_moved_is_turned_to_the_launch_sites_by_one_press(tab: Opens) -> None:
    page = tab().open()
    turn = page.page.get_by_role("button", name="Turn it to the launch sites")
    expect(turn).to_have_count(0)
    drag(page, -40, 130)
    said = turn.inner_text()
    edge = f"""picture.scene.covers.find((c) => c.sensor === {json.dumps(SOUTH)})
        .geometry.coordinates[0][20]"""
    looked = page.globe(edge)
    turn.click()
    expect(turn).to_have_count(0)
    assert page.globe(edge) != looked, "the globe shows it at once"
    page.answered()
    assert page.errors == []
    field = page.page.get_by_role("textbox", name="South Radar: looks towards")
    assert f"({field.input_value()}°)" in said
    turned = f"South Radar turned to {field.input_value()}°"
    expect(page.page.get_by_role("list", name="Set").get_by_text(turned)).to_be_visible()
    # Written by hand it turns as well, and back to what is declared nothing of it is set.
    ends = [value for value in page.values if "azimuth" in value]
    assert len(ends) == 2
    page.page.get_by_role("button", name="Undo").first.click()
    assert page.until(lambda: not [value for value in page.values if "azimuth" in value])
    declared = field.input_value()
    field.fill("10")
    field.press("Enter")
    assert page.until(lambda: [value for value in page.values if "azimuth" in value])
    field.fill(declared)
    field.press("Enter")
    assert page.until(lambda: not [value for value in page.values if "azimuth" in value])


def test_what_is_no_longer_asked_about_is_no_longer_chosen_on_the_globe(tab: Opens) -> None:
    page = tab().open()
    x, y = page.place(SOUTH)
    page.page.mouse.click(x, y)
    assert page.until(lambda: page.globe("picture.chosen") == SOUTH)
    page.page.get_by_role("combobox", name="Sensor or rule").select_option(index=0)
    asked = page.page.get_by_role("combobox", name="Sensor or rule").input_value()
    assert asked != f"sensors.{SOUTH}"
    assert page.until(lambda: page.globe("picture.chosen") is None)
    city = page.globe("picture.scene.marks.find((m) => m.family === 'city').id")
    x, y = page.place(city)
    page.page.mouse.click(x, y)
    assert page.until(lambda: page.globe("picture.chosen") == city)
    page.answered()
    assert page.globe("picture.chosen") == city
    page.page.get_by_role("tab", name="warning", exact=True).click()
    assert page.until(lambda: page.globe("picture.chosen") is None)


def test_who_comes_back_from_another_question_finds_the_globe_as_it_was_left(tab: Opens) -> None:
    page = tab().open()
    page.place(SOUTH)
    box = page.host.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] - 60
    page.page.mouse.move(*middle)
    page.page.mouse.down()
    page.page.mouse.move(middle[0] + 90, middle[1] - 30, steps=5)
    page.page.mouse.up()
    left = page.globe("looks()")
    city = page.globe("picture.scene.marks.find((m) => m.family === 'city').id")
    x, y = page.place(city)
    page.page.mouse.click(x, y)
    page.answered()
    assert page.until(lambda: page.globe("looks()") != left), "its flights have a view of their own"
    page.page.get_by_role("tab", name="warning", exact=True).click()
    assert page.until(lambda: page.globe("looks()") == pytest.approx(left, abs=1e-6))
    page.host.press("Home")
    assert page.until(lambda: page.globe("looks()") != pytest.approx(left, abs=1e-6))
