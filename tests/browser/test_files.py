"""What a reader takes home is what the page shows."""

import csv
import io
import json
import struct
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from lab_page import COMMAND, DRAWS, Opens, Tab, ran

VALUE = "sensors.south-radar.reference.range=500 km"


def taken(page: Tab, role: Any, name: str, to: Path) -> Path:
    """A file from the menu, which closes when it is done."""
    page.page.locator("details:has(> .menu-list button) > summary").click()
    with page.page.expect_download() as download:
        page.page.get_by_role(role, name=name, exact=True).click()
    expect(page.page.locator("details[open] > .menu-list button")).to_have_count(0)
    path = to / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_numbers_tables_picture_and_scenario_are_taken_home(tab: Opens, tmp_path: Path) -> None:
    page = tab(accept_downloads=True).open(f"set={VALUE.replace(' ', '+')}")
    page.place("south-radar")
    document = json.loads(taken(page, "link", "Numbers (JSON)", tmp_path).read_text())
    told = document["answers"]["warning"]
    assert page.headline == told["headline"][0]

    with zipfile.ZipFile(taken(page, "link", "Tables (CSV)", tmp_path)) as tables:
        names = tables.namelist()
        names.remove("README.txt")
        assert names
        assert all(name.endswith(".csv") for name in names)
        texts = {name: tables.read(name).decode("utf-8-sig") for name in names}
    gains = [
        float(row["place_gain_mean_s"])
        for text in texts.values()
        for row in csv.DictReader(io.StringIO(text))
        if row.get("place_gain_mean_s")
    ]
    assert gains == pytest.approx(told["variables"]["place_gain"]["mean"], rel=1e-6)

    picture = taken(page, "button", "Globe (PNG)", tmp_path).read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    box = page.host.bounding_box()
    assert box is not None
    # Twice as fine as the page, with what is told about it above and below the globe.
    width, height = struct.unpack(">II", picture[16:24])
    assert width == 2 * round(box["width"])
    assert height > 2 * round(box["height"])
    assert len(picture) > 10_000, "an empty one is smaller"

    folder = taken(page, "button", "Scenario folder (.zip)", tmp_path)
    with zipfile.ZipFile(folder) as held:
        (root,) = {name.split("/")[0] for name in held.namelist()}
        held.extractall(tmp_path)
    subprocess.run([*COMMAND, "check", root], cwd=tmp_path, check=True)
    again = tab(accept_downloads=True).open()
    again.page.locator("input[type=file]").set_input_files(folder)
    again.until(lambda: again.values == page.values)
    expect(again.page.locator(".changed")).to_contain_text("than as declared")
    assert "s=small" in again.fragment(), "opened as what it was saved from"
    run = ran(tmp_path, "run", root, "--only", "warning", "--draws", str(DRAWS))
    assert run["answers"]["warning"]["headline"] == told["headline"]
    expect(page.page.locator(".menu", has_text="did not work")).to_have_count(0)
    assert page.errors == []
