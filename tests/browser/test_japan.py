"""The question that the project was begun for, as its reader meets it."""

from pathlib import Path

import pytest

from lab_page import DRAWS, Opens, ran, served

BASE = "run", "japan", "--only", "warning", "--draws", str(DRAWS)


def test_what_3_october_2013_bought_and_what_if_its_range_were_about_2000_km(
    tab: Opens, tmp_path: Path
) -> None:
    with served("japan") as server:
        page = tab(server.address).open()
        run = ran(tmp_path, *BASE)
        assert page.headline == run["answers"]["warning"]["headline"][0]
        asked = page.page.locator(".asks").inner_text()
        for day in ("before", "after"):
            year, _, date = run["provenance"][day].split("-")
            assert f"{int(date)} " in asked
            assert year in asked
        # The radar in question is the one that is offered first.
        assert page.page.get_by_label("Sensor or rule").input_value().startswith("sensors.")
        slider = page.page.get_by_role("slider", name="Reference range")
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
        assert page.headline == set_run["answers"]["warning"]["headline"][0]
        declared = page.page.locator(".changed .declared").get_attribute("title")
        assert declared == run["answers"]["warning"]["headline"][0]
        assert page.errors == []
