"""What a value's letter opens says where that very value is from, and nothing that is not of it."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from lab_page import Opens, Tab
from web_lab import archive

RANGE = "sensors.south-radar.reference.range"
SET = "2000 km"


def told(page: Tab, name: str = "Reference range") -> Locator:
    """The popover that the letter beside a control opens."""
    page.page.get_by_role("button", name=f"Source of {name}").click()
    opened = page.page.locator(".origin")
    expect(opened).to_be_visible()
    return opened


def test_a_value_that_was_set_here_is_nobody_else_s(tab: Opens) -> None:
    page = tab().open(f"set={RANGE}={SET.replace(' ', '%20')}")
    opened = told(page)
    for words in ("2000 km", "Set by you, not sourced", "Declared: 900 km", "600 – 1,500 km"):
        expect(opened).to_contain_text(words)
    assert opened.locator(".origin-value + p .grade").count() == 0


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_what_was_set_and_saved_still_says_what_was_declared(
    tab: Opens, tmp_path: Path, scheme: str
) -> None:
    own = f"sensors: {{south-radar: {{reference: {{range: {SET}}}}}}}\n"
    saved = f"scenario: {{extends: small, title: Mine}}\n{own}"
    (tmp_path / "mine.zip").write_bytes(archive({"mine/changes.yaml": saved}))
    page = tab(color_scheme=scheme).open()
    page.page.locator("input[type=file]").set_input_files(tmp_path / "mine.zip")
    page.until(lambda: "s=upload-" in page.fragment())
    head = page.page.locator(".control-head", has_text="Reference range").first
    expect(head).to_contain_text("set; declared: 900 km 600 – 1,500 km")
    opened = told(page)
    expect(opened).to_contain_text("Set in this scenario, not sourced")
    expect(opened).to_contain_text("Declared: 900 km 600 – 1,500 km")
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name="Compare it with").click()
    page.until(lambda: page.values == [f"{RANGE}={SET}"])
    expect(page.page.locator(".changed")).to_contain_text("than as declared")


def test_what_no_file_states_is_the_program_s_and_what_its_record_says_is_the_record_s(
    tab: Opens,
) -> None:
    page = tab().open()
    for more in page.page.get_by_role("button", name="more values").all():
        more.click()
    opened = told(page, "Availability")
    expect(opened).to_contain_text("No file states it: the program assumes it")
    assert opened.locator("li").count() == 0, "no source, and no claim about another value"
    page.page.keyboard.press("Escape")
    opened = told(page, "Delay until it reports")
    expect(opened).to_contain_text("No source of its own; its record's sources:")
