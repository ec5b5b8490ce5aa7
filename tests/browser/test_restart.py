"""A server that dies takes nothing with it: the page says so, waits, and goes on."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lab_page import DRAWS, Opens, Server, Tab
from web_lab import archive

VALUE = "sensors.south-radar.reference.range"


class Mortal:
    """A server that can be ended and begun again at the same address."""

    def __init__(self) -> None:
        self.server = Server()

    def worker(self) -> int | None:
        """The process that works answers out; None = it is not begun yet."""
        for name in os.listdir("/proc"):
            with suppress(OSError, ValueError):
                stat = Path(f"/proc/{int(name)}/stat").read_text().rpartition(")")[2].split()
                command = Path(f"/proc/{name}/cmdline").read_bytes()
                if int(stat[1]) == self.server.process.pid and b"spawn_main" in command:
                    return int(name)
        return None

    def end(self) -> None:
        if worker := self.worker():
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        self.server.end()

    def again(self) -> None:
        self.server = Server(port=self.server.port)


@pytest.fixture
def mortal(_page_there: None) -> Iterator[Mortal]:
    made = Mortal()
    yield made
    made.end()


def set_range(page: Tab, kilometres: str) -> None:
    field = page.page.get_by_role("textbox", name="Reference range km")
    field.fill(kilometres)
    field.press("Tab")


def test_a_server_that_was_ended_is_told_and_what_was_set_meanwhile_is_answered_after(
    tab: Opens, mortal: Mortal
) -> None:
    page = tab(mortal.server.address).open()
    before = page.headline
    mortal.end()
    set_range(page, "500")
    alert = page.page.get_by_role("alert")
    expect(alert).to_contain_text("The server on this machine does not answer.")
    expect(page.page.locator("button.below")).to_contain_text("does not answer")  # at the sliders
    expect(alert).to_contain_text(f"noroshi serve small --port {mortal.server.port}")
    assert page.headline == before
    expect(page.page.locator(".verdict")).to_have_class("verdict old")
    mortal.again()
    page.answered()  # by itself
    expect(alert).to_have_count(0)
    assert page.values == [f"{VALUE}=500 km"]
    assert page.headline != before
    fresh = tab(mortal.server.address).open(f"set={VALUE}%3D500+km", DRAWS)
    assert fresh.headline == page.headline


def test_a_server_that_dies_in_the_middle_of_a_job_is_told_and_the_job_is_done_after(
    tab: Opens, mortal: Mortal
) -> None:
    page = tab(mortal.server.address).open()
    os.kill(page.until(mortal.worker), signal.SIGSTOP)
    before = len(page.asked)
    set_range(page, "490")  # that no test asked before: what is kept needs no worker
    expect(page.page.locator(".headline[aria-busy=true] .status .bar")).to_be_visible()
    page.until(lambda: any("/events" in each for each in page.asked[before:]))
    mortal.end()
    expect(page.page.get_by_role("alert")).to_contain_text("does not answer")
    mortal.again()
    page.answered()
    assert page.page.locator(".changed").is_visible()


def test_a_page_that_is_opened_before_its_server_is_back_loads_by_itself(
    tab: Opens, mortal: Mortal
) -> None:
    page = tab(mortal.server.address)
    page.page.route("**/api/**", lambda route: route.abort("connectionrefused"))
    page.page.goto(f"{page.address}#n={DRAWS}")
    expect(page.page.get_by_role("alert")).to_contain_text("does not answer")
    page.page.unroute("**/api/**")
    page.answered()


def test_an_address_of_a_scenario_that_was_sent_asks_for_its_folder_and_holds_with_it(
    tab: Opens, mortal: Mortal, tmp_path: Path
) -> None:
    zipped = tmp_path / "mine.zip"
    zipped.write_bytes(archive({"mine/changes.yaml": "scenario: {extends: small, title: Mine}\n"}))
    page = tab(mortal.server.address).open()
    page.page.locator("input[type=file]").set_input_files(zipped)
    page.until(lambda: "s=upload-" in page.fragment())
    address = page.fragment().removeprefix("#").partition("&n=")[0]
    mortal.end()
    mortal.again()
    dead = tab(mortal.server.address)
    dead.page.goto(f"{mortal.server.address}#{address}&set={VALUE}%3D500+km&n={DRAWS}")
    expect(dead.page.get_by_role("alert")).to_contain_text("Open its folder again")
    assert dead.page.get_by_role("button", name="Try again").count() == 0, "it would not help"
    dead.page.locator("input[type=file]").set_input_files(zipped)
    dead.answered()
    assert dead.values == [f"{VALUE}=500 km"]
