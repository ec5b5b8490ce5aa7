"""A flight that is played tells what `noroshi timeline` tells."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lab_page import DRAWS, FLIGHT, Opens, ran
from noroshi.present.rounding import supported


def moment(text: str) -> int:
    """Seconds of `3 min 43 s after launch`, `about 3 min` or `3:43`."""
    found = re.search(r"(\d+) min(?: (\d+) s)?", text) or re.search(r"(\d+):(\d\d)", text)
    assert found is not None, text
    return 60 * int(found[1]) + int(found[2] or 0)


@pytest.mark.parametrize(("view", "line"), [("After", 0), ("Before", 1)])
def test_a_flight_played_to_its_end_tells_when_people_are_told(
    tab: Opens, tmp_path: Path, view: str, line: int
) -> None:
    page = tab().open()
    page.page.get_by_role("radio", name=view, exact=True).click()
    page.play()
    page.page.get_by_label("Speed").select_option(index=2)
    expect(page.page.get_by_role("button", name="Play", exact=True)).to_be_visible()  # at its end
    words = page.page.locator(".told-line").inner_text()
    run = ran(tmp_path, "timeline", "small", "--flight", FLIGHT, "--draws", str(DRAWS))
    told = run["answers"]["timeline"]
    numbers, sentence = told["variables"], told["headline"][0]
    # What the place got, as the answer tells it, and by how much that differs on the other day.
    when, warning = (
        round(each["p50"][1 - line])
        for each in ({"p50": [p[-1] for p in numbers["reached"]["p50"]]}, numbers["warning"])
    )
    found = re.fullmatch(
        r"Harbour: told at (\d+:\d\d), (\d+:\d\d) before impact · (.*) 1 January (\d+)",
        words.strip(),
    )
    assert found is not None, words
    assert moment(found[1]) == when
    assert moment(found[2]) == warning
    if view == "After":
        # The answer's own sentence has no digit that its draws do not support; the play adds up.
        reached, left = numbers["reached"], numbers["warning"]
        roundly = [
            supported(reached["p50"][1][-1], reached["p50_error"][1][-1]),
            supported(left["p50"][1], left["p50_error"][1]),
        ]
        assert [moment(part) for part in sentence.split(" after launch, ")] == roundly
    gained, side = numbers["gain_words"]["value"], numbers["measurable"]["value"]
    more = side * (1 if view == "After" else -1) > 0
    assert found[3] == (
        f"on average {gained} {'more' if more else 'less'} warning than on"
        if side
        else "no measurable difference from"
    )
    assert found[4] == ("2013" if view == "After" else "2015"), "by its day"
    # Bar, clock and what is left say the same.
    assert moment(page.page.locator(".chain .warned").inner_text()) == warning
    end = when + warning
    assert moment(page.page.locator(".clock").inner_text()) == end
    slider = page.page.get_by_role("slider", name="Time after launch")
    for time in (when + 1, end - 20):
        slider.fill(str(time))
        left = re.search(r"(\d+:\d\d) left", page.page.locator(".told-line").inner_text())
        assert left is not None
        assert moment(left[1]) == end - time, "impact less the clock that is shown"
    assert page.errors == []


def test_sensors_light_up_and_the_chain_fills_as_the_answer_says(
    tab: Opens, tmp_path: Path
) -> None:
    page = tab().open()
    page.page.get_by_role("radio", name="After", exact=True).click()
    page.play()
    run = ran(tmp_path, "timeline", "small", "--flight", FLIGHT, "--draws", str(DRAWS))
    told = run["answers"]["timeline"]
    numbers, sensors = told["variables"], told["axes"]["sensor"]["ids"]
    slider = page.page.get_by_role("slider", name="Time after launch")
    page.page.get_by_role("button", name="Pause").click()
    steps = numbers["reached"]["p50"][1]
    names = told["axes"]["step"]["names"]
    for time in (10, 30, 60, 70, 100, 200, 300):
        slider.fill(str(time))
        lit = dict(page.host.evaluate("(host) => [...host.globe.picture.highlights]"))
        for sensor, rises, detects, confirms, sets in zip(
            sensors,
            *(numbers[n]["p50"][1] for n in ("rises", "detects", "confirms", "sets")),
            strict=True,
        ):
            looks = rises is not None and rises <= time and (sets is None or time <= sets)
            state = (
                "confirmed" if time >= confirms else "detected" if time >= detects else "looking"
            )
            assert lit.get(sensor) == (state if looks else None), (sensor, time)
        bars = page.page.locator(".chain li:not(.warned)")
        assert bars.locator("span.aside").all_text_contents() == names
        begin = 0.0
        for bar, end in zip(bars.all(), steps, strict=True):
            filled = min(max((time - begin) / (end - begin), 0.0), 1.0)
            width = bar.locator("i").evaluate("(i) => parseFloat(i.style.width)")
            assert width == pytest.approx(100.0 * filled, abs=0.2)
            begin = end
    # Moved by hand it stands still, and what is closed leaves nothing on the globe.
    expect(page.page.locator(".clock")).to_have_text("5:00")
    page.page.get_by_role("button", name="Close").click()
    expect(page.page.locator(".playing")).to_have_count(0)
    assert page.host.evaluate("(host) => host.globe.picture.highlights.size") == 0


def test_the_missile_moves_over_the_globe_and_ends_where_it_comes_down(tab: Opens) -> None:
    page = tab().open()
    page.play()
    slider = page.page.get_by_role("slider", name="Time after launch")
    page.place("harbour")
    seen = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        slider.fill(str(int(share * float(slider.get_attribute("max") or 0))))
        spot = page.globe("painter.finish()") or page.globe("painter.spots.map((s) => [s.x, s.y])")
        assert spot, share
        seen.append(spot[0])
    assert len({tuple(round(v) for v in spot) for spot in seen}) == len(seen)
    x, y = page.globe('where("harbour")')
    assert seen[-1] == pytest.approx([x, y], abs=15)


def test_a_flight_is_found_by_a_part_of_its_words_and_its_steps_are_told_below_the_bar(
    tab: Opens,
) -> None:
    page = tab().open()
    search = page.page.get_by_role("searchbox", name="Find a flight")
    offered = page.page.get_by_label("Play a flight").last.locator("option:not([value=''])")
    every = offered.count()
    place = offered.first.inner_text().split()[-1]
    search.fill(place.lower()[:5])
    assert 0 < offered.count() <= every
    assert all(place in name for name in offered.all_inner_texts())
    search.fill("nothing is called so")
    expect(offered).to_have_count(0)
    search.fill(place)
    search.press("Enter")
    expect(page.page.locator(".playing .clock")).to_be_visible()
    page.page.get_by_role("button", name="Pause").click()
    names = page.page.locator(".chain li:not(.warned) span.aside").all_text_contents()
    told = page.page.locator(".steps > span").all_inner_texts()
    assert told == [f"{k} {name}" for k, name in enumerate(names, 1)]
    # All of it is to be read: nothing is cut.
    for step in page.page.locator(".steps > span").all():
        assert step.evaluate("(s) => s.scrollWidth <= s.parentElement.clientWidth + 1")
    expect(page.page.locator(".flight-key")).to_contain_text("holds a track")
    page.page.get_by_role("button", name="Close").click()
    expect(page.page.locator(".flight-key")).to_have_count(0)


def test_flights_aimed_at_a_city_are_flown_by_time_after_launch(tab: Opens) -> None:
    page = tab().open("q=city&o=city.place%3Dharbour")
    aimed = page.page.locator(".moves-line")
    expect(aimed).to_have_text("0:00 after launch: Flights aimed at Harbour")
    page.place("harbour")
    ways = "picture.scene.arcs.filter((arc) => arc.flown).map((arc) => arc.id)"
    assert FLIGHT in page.globe(ways)
    # A flight may be chosen all the same.
    expect(page.page.get_by_role("searchbox", name="Find a flight")).to_be_visible()
    slider = page.page.get_by_role("slider", name="Time after launch")
    seen = []
    for time in ("60", "180", "240"):
        slider.fill(time)
        expect(page.page.locator(".clock")).to_have_text(f"{int(time) // 60}:00")
        expect(aimed).to_have_text(f"{int(time) // 60}:00 after launch: Flights aimed at Harbour")
        seen.append(
            page.globe("painter.finish()") or page.globe("painter.spots.map((s) => [s.x, s.y])")
        )
    assert all(seen), "something flies at each of these times"
    assert seen[0] != seen[1] != seen[2]
    assert page.errors == []


def test_a_flight_to_another_place_is_played_beside_the_question_about_that_place(
    tab: Opens,
) -> None:
    page = tab().open("q=city&o=city.place%3Dcapital")
    page.play()
    assert page.until(lambda: "city.place%3Dharbour" in page.fragment())
    panel = page.page.locator("#tab-panel h2")
    expect(panel).to_contain_text("Harbour")
