"""The key beside the globe names all that is drawn and hides none; a city can be asked about."""

from typing import Any

import pytest
from playwright.sync_api import expect

from lab_page import DRAWS, Opens, Server, Tab, served

DRAWN = """(host) => {
    const {scene, cities, theme, time} = host.globe.picture;
    const there = (each) => each.shown === null || time !== null;
    const signs = new Map();
    const add = (kind, each, colour, hollow = false) =>
        there(each) && signs.set([kind, colour, hollow].join(" "), each.name);
    for (const mark of scene.marks) {
        const city = mark.family === "city" ? cities.get(mark.id) : undefined;
        const gone = mark.out || mark.role.startsWith("gone") || mark.role.startsWith("un");
        add("point", mark, city?.colour ?? mark.colour[theme.name], city?.hollow ?? gone);
    }
    for (const mover of scene.movers) add("point", mover, mover.colour[theme.name]);
    for (const cover of scene.covers) add("area", cover, cover.colour[theme.name]);
    for (const each of [...scene.lines, ...scene.arcs, ...scene.joins])
        add("line", each, each.colour[theme.name]);
    return Object.fromEntries(signs);
}"""
"""What the globe draws, at any time where it has one: kind, colour, whether hollow, and a name."""
TOLD = """(page) => {
    const hex = (colour) => {
        const parts = colour.match(/\\d+/g);
        return "#" + parts.slice(0, 3).map((p) => Number(p).toString(16).padStart(2, "0")).join("");
    };
    const dots = [...page.querySelectorAll(".legend .step i")].map((dot) => {
        const style = getComputedStyle(dot), hollow = dot.closest(".hollow") !== null;
        return ["point", hex(hollow ? style.borderColor : style.backgroundColor), hollow];
    });
    const signs = [...page.querySelectorAll(".legend svg path")].map((path) => {
        const [d, fill] = [path.getAttribute("d"), path.getAttribute("fill")];
        const kind = d === "M-7 0H7" ? "line" : d.startsWith("M-7-4") ? "area" : "point";
        const open = fill === "none";
        const hollow = kind === "point" && open && !d.includes("M4-4");
        return [kind, open ? path.getAttribute("stroke") : fill, hollow];
    });
    return [...dots, ...signs].map((sign) => sign.join(" "));
}"""
"""The same of the key."""


def unexplained(page: Tab) -> dict[str, str]:
    """What is drawn and stands in no row of the key; crosses are open and yet not hollow."""
    drawn = page.host.evaluate(DRAWN)
    told = set(page.page.locator("body").evaluate(TOLD))
    return {sign: name for sign, name in drawn.items() if sign not in told}


def asked(page: Tab, question: str) -> None:
    """Until its answer is there, or it is seen that it needs something chosen first."""
    panel = page.page.locator("#tab-panel")
    settled = panel.locator("article:not(.old), p.soft").first
    expect(settled).to_be_attached()
    expect(page.page.locator(f"#tab-{question}")).to_have_attribute("aria-selected", "true")


def every_tab(page: Tab) -> None:
    questions = page.page.locator("[role=tab]").evaluate_all(
        "(tabs) => tabs.map((tab) => tab.id.slice(4))"
    )
    assert len(questions) > 5
    for view in ("gain", "after", "before"):
        for question in questions if view == "gain" else questions[:1]:
            page.page.goto(f"{page.address}#q={question}&n={DRAWS}&v={view}")
            asked(page, question)
            page.page.wait_for_timeout(300)
            assert unexplained(page) == {}, (question, view)


def test_every_mark_on_the_globe_has_its_row_in_the_key(tab: Opens) -> None:
    every_tab(tab().open())


def test_in_the_scenario_of_japan_too_and_its_first_view_hides_nothing(tab: Opens) -> None:
    with served("japan") as server:
        for width, height in ((1280, 800), (390, 844)):
            page = tab(server.address, viewport={"width": width, "height": height}).open()
            page.place("tokyo")
            assert_in_sight(page)
        every_tab(tab(server.address).open())


def assert_in_sight(page: Tab) -> None:
    """Home, launch sites and the new radar's sector: in the picture, and not under the key."""
    box = page.host.bounding_box()
    key = page.page.locator(".legend").bounding_box()
    assert box is not None
    assert key is not None
    code = """(host) => {
        const {camera, scene} = host.globe.picture;
        const project = (v) => camera.project(v);
        const marks = scene.marks.filter((m) =>
            m.family === "site" || (m.role.startsWith("new") && m.family === "sensor")
            || ["tokyo", "sapporo", "fukuoka", "kagoshima", "harbour"].includes(m.id));
        const at = marks.map((m) => [m.id, project(m.at)]);
        const outline = camera.ground(0);
        for (const cover of scene.covers.filter((c) => c.role === "new coverage"))
            cover.geometry.coordinates[0].forEach((p) => {
                const [x, y] = outline(p) ?? [-1, -1];
                at.push([cover.id, {x, y, seen: true}]);
            });
        return at;
    }"""
    found = page.host.evaluate(code)
    assert len(found) > 5
    for name, at in found:
        x, y = box["x"] + at["x"], box["y"] + at["y"]
        assert at["seen"], name
        assert box["x"] < x < box["x"] + box["width"], name
        assert box["y"] < y < box["y"] + box["height"], name
        across = key["x"] < x < key["x"] + key["width"]
        assert not (across and key["y"] < y < key["y"] + key["height"]), name


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_the_first_view_shows_what_it_is_about_beside_the_key(
    tab: Opens, width: int, height: int
) -> None:
    page = tab(viewport={"width": width, "height": height}).open()
    page.place("harbour")
    assert_in_sight(page)


def option(page: Tab) -> list[str]:
    return page.page.evaluate("new URLSearchParams(location.hash.slice(1)).getAll('o')")  # type: ignore[no-any-return]


def heading(page: Tab) -> Any:
    return page.page.locator("#tab-panel h2")


def test_a_click_on_a_city_asks_about_it(tab: Opens) -> None:
    page = tab().open()
    x, y = page.place("harbour")
    page.page.mouse.move(x, y)
    names = "painter.placed.filter((p) => p.id === 'harbour').map((p) => p.text)"
    page.until(lambda: any(text.endswith(" s") for text in page.globe(names)))  # its number
    page.page.mouse.click(x, y)
    expect(heading(page)).to_contain_text("Harbour")
    assert page.until(lambda: option(page) == ["city.place=harbour"])
    expect(page.page.locator("#tab-panel .verdict h3")).to_be_in_viewport()


def test_a_click_on_a_name_asks_about_its_city(tab: Opens) -> None:
    """A name that grew under the pointer went elsewhere, and the click met nothing."""
    page = tab().open()
    page.place("harbour")
    name = (
        "painter.placed.filter((p) => p.id === 'harbour').map((p) => [p.left, p.middle, p.width])"
    )
    assert page.until(lambda: page.globe(name))
    [[left, middle, width]] = page.globe(name)
    box = page.host.bounding_box()
    assert box is not None
    x, y = box["x"] + left + width - 3, box["y"] + middle
    page.page.mouse.move(x, y)
    page.page.wait_for_timeout(300)  # as long as a hand rests before it presses
    assert page.globe(name) == [[left, middle, width]]
    page.page.mouse.click(x, y)
    assert page.until(lambda: option(page) == ["city.place=harbour"])


def test_a_first_touch_names_a_city_and_a_second_asks_about_it(tab: Opens) -> None:
    page = tab(viewport={"width": 390, "height": 844}, has_touch=True).open()
    page.host.scroll_into_view_if_needed()
    page.page.touchscreen.tap(*page.place("harbour"))
    button = page.page.get_by_role("button", name="Ask about Harbour")
    expect(button).to_be_visible()
    assert option(page) == []
    button.tap()
    expect(heading(page)).to_contain_text("Harbour")
    assert page.until(lambda: option(page) == ["city.place=harbour"])


def test_enter_chooses_the_city_in_the_middle_and_asks_about_it(tab: Opens) -> None:
    page = tab().open()
    page.place("harbour")
    page.host.focus()
    page.page.keyboard.press("Enter")
    button = page.page.get_by_role("button", name="Ask about")
    expect(button).to_be_visible()
    name = button.inner_text().removeprefix("Ask about ")
    page.page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text(name)


def test_globe_and_map_have_the_same_classes(tab: Opens, server: Server) -> None:
    page = tab(server.address, color_scheme="light").open()
    chart = page.page.locator(".chart").filter(has_text="mean warning gained")
    for each in page.page.locator("#tab-panel > article > .chart").all():
        each.scroll_into_view_if_needed()  # it is drawn when it is seen
        expect(each.locator("svg").first).to_be_attached()
    expect(chart).to_be_attached()
    steps = page.page.locator(".legend .step:not(.hollow)")
    shown = chart.locator("svg text").all_text_contents()
    for text in steps.all_inner_texts():
        name = text.strip().removesuffix(" s")
        # The outer classes of the globe are open, those of the map where something lies beyond.
        says = {
            "<": (f"below {name[2:]}", f" to {name[2:]}"),
            "≥": (f"{name[2:]} or", f"{name[2:]} to"),
        }
        ways = says.get(name[0], (name.replace(" – ", " to "),))
        assert any(way in each for way in ways for each in shown), (name, shown)
    colour = "(all, of) => all.map((each) => getComputedStyle(each)[of])"
    dots = steps.locator("i").evaluate_all(colour, "backgroundColor")
    assert len(dots) > 1
    assert set(dots) <= set(chart.locator("svg path").evaluate_all(colour, "fill"))
