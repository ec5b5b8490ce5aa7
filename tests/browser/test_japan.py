"""The question that the project was begun for, as its reader meets it."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lab_page import DRAWS, Opens, ran, served

BASE = "run", "japan", "--only", "warning", "--draws", str(DRAWS)


def verdict(run: dict[str, Any]) -> str:
    """The first line of a run's answer, its days written as the page writes them."""

    def in_words(day: re.Match[str]) -> str:
        at = date.fromisoformat(day[0])
        return f"{at.day} {at:%B %Y}"

    return re.sub(r"\d{4}-\d\d-\d\d", in_words, run["answers"]["warning"]["headline"][0])


def test_what_3_october_2013_bought_and_what_if_its_range_were_about_2000_km(
    tab: Opens, tmp_path: Path
) -> None:
    with served("japan") as server:
        page = tab(server.address).open()
        run = ran(tmp_path, *BASE)
        assert page.headline == verdict(run)
        asked = page.page.locator(".asks").inner_text()
        for which in ("before", "after"):
            year, _, day = run["provenance"][which].split("-")
            assert f"{int(day)} " in asked
            assert year in asked
        # The radar in question is the one that is offered first.
        assert page.page.get_by_label("Sensor or rule").input_value().startswith("sensors.")
        slider = page.page.get_by_role("slider", name="Reference range")
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        assert box is not None
        least, most = (float(slider.get_attribute(end) or 0) for end in ("min", "max"))
        now, wanted = float(slider.input_value()), 2000.0
        middle = box["y"] + box["height"] / 2
        at = [box["x"] + (v - least) / (most - least) * box["width"] for v in (now, wanted)]
        page.page.mouse.move(at[0], middle)
        page.page.mouse.down()
        page.page.mouse.move(at[1], middle, steps=4)
        page.page.mouse.up()
        page.answered()
        (value,) = page.values
        chosen = float(value.split("=")[1].removesuffix(" km"))
        assert chosen == pytest.approx(wanted, rel=0.05)
        set_run = ran(tmp_path, *BASE, "--set", value)
        assert page.headline == verdict(set_run)
        declared = page.page.locator(".changed .declared").get_attribute("title")
        assert declared == verdict(run)
        assert page.errors == []
