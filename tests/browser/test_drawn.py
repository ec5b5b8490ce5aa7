"""What is drawn on the globe is what applies, and is explained beside it."""

import json
from typing import Any

from playwright.sync_api import expect

from lab_page import FLIGHT, Opens, Tab

TITLES = """layers.map((layer) => [layer.title.split("; ")[0],
    layer.features.some((f) => f.shown === null && !["city", "site"].includes(f.role)
        && !/(sensor|coverage)$/.test(f.role) && f.properties.altitude_m === undefined)
])"""
"""Titles of layers, and whether they hold what the key names by no other row."""


def test_every_tab_that_draws_has_a_key_of_what_it_draws(tab: Opens) -> None:
    page = tab().open()
    world = page.page.evaluate("fetch('/api/world/small').then((r) => r.json())")
    explained = set()
    for question in [each["name"] for each in world["questions"]]:
        page.page.get_by_role("tab", name=question, exact=False).first.click()
        page.answered()
        if not page.page.locator("#tab-panel article").count():
            continue  # it needs to be told what to ask about
        page.page.wait_for_timeout(100)
        key = page.page.locator(".legend").inner_text()
        alone = "What is drawn" in key
        for title, plain in page.globe(TITLES):
            if alone or plain:
                assert title in key, question
                explained.add(question)
        views = page.page.get_by_role("radio").all_inner_texts()
        assert ("Gain" in views) is not alone, question
    assert {"city", "site"} <= explained
    assert len(explained) > 3, explained


def test_before_has_no_mark_of_what_came_later_even_while_a_flight_is_played(tab: Opens) -> None:
    page = tab().open()
    new = 'picture.scene.marks.filter((mark) => mark.role === "new sensor").map((mark) => mark.id)'
    looks = "layers.flatMap((l) => l.features).map((f) => f.properties.posture).filter(Boolean)"
    page.play()
    came = page.globe(new)
    assert came
    page.page.get_by_role("radio", name="Before", exact=True).click()
    page.until(lambda: page.globe(new) == [])
    assert not set(came) & {mark["id"] for mark in marks(page)}
    assert set(page.globe(looks)) == {"before"}
    page.page.get_by_role("radio", name="After", exact=True).click()
    page.until(lambda: page.globe(new) == came)
    assert set(page.globe(looks)) == {"after"}


def marks(page: Tab) -> list[dict[str, Any]]:
    return page.globe("picture.scene.marks.map(({id}) => ({id}))")  # type: ignore[no-any-return]


def test_the_area_of_the_impact_is_drawn_beside_the_globe_and_shrinks(tab: Opens) -> None:
    page = tab().open()
    page.play()
    page.page.get_by_role("button", name="Pause").click()
    # A larger one covers what is beside the globe, and is seen on it.
    areas = page.globe(
        "layers.flatMap((l) => l.features)"
        ".filter((f) => f.role === 'after' && f.properties.radius_m < 4e4)"
        ".map((f) => [f.shown[0], f.colour.dark])"
    )
    assert len(areas) > 1, FLIGHT
    page.place("harbour")
    counted = """(host, colour) => {
        host.globe.painter.finish();
        const {ctx, canvas} = host.globe.surfaces.moving;
        const {camera} = host.globe.picture;
        const ratio = canvas.width / camera.width;
        const side = Math.min(150, 0.34 * camera.width) * ratio;
        const edge = 12 * ratio;
        const {data} = ctx.getImageData(canvas.width - side - edge, canvas.height - side - edge, side, side);
        const rgb = [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16));
        let [left, right] = [Infinity, -Infinity];
        for (let i = 0; i < data.length; i += 4) {
            if (!rgb.every((v, k) => Math.abs(data[i + k] - v) < 12) || data[i + 3] < 250) continue;
            const [x, y] = [(i / 4) % Math.floor(side), Math.floor(i / 4 / Math.floor(side))];
            if (y < 0.25 * side) continue;
            left = Math.min(left, x);
            right = Math.max(right, x);
        }
        return right - left;
    }"""  # noqa: E501
    slider = page.page.get_by_role("slider", name="Time after launch")
    wide = []
    for time, colour in (areas[0], areas[-1]):
        slider.fill(str(int(time) + 1))
        wide.append(page.host.evaluate(counted, colour))
    assert wide[0] > wide[1] > 0, json.dumps(areas)


def test_a_flight_that_is_not_found_is_told(tab: Opens) -> None:
    page = tab().open()
    page.play()
    page.page.get_by_role("searchbox", name="Find a flight").fill("zzz")
    expect(page.page.locator(".player-head [role=status]")).to_have_text("No flight is called so")
