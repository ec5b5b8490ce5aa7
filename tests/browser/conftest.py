"""A Chromium, a served small world, and tabs of it."""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from lab_page import Opens, Server, Tab, chromium, missing, served


@pytest.fixture(scope="session", autouse=True)
def _page_there() -> None:
    if reason := missing():
        # Where these tests are what was asked for, nothing missing passes for a success.
        (pytest.fail if os.environ.get("LAB") == "must" else pytest.skip)(reason)


@pytest.fixture(scope="session")
def browser(_page_there: None) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def server(_page_there: None) -> Iterator[Server]:
    """Of the small world, for all tests that leave it as it was. What an earlier session was told
    is told to no page at once: a test that looks at first estimates would see none."""
    rmtree(Path(os.environ["NOROSHI_CACHE"], "stages", "documents"), ignore_errors=True)
    with served() as running:
        yield running


@pytest.fixture
def tab(browser: Browser, server: Server) -> Iterator[Opens]:
    tabs: list[Tab] = []

    def opens(address: str | None = None, **context: Any) -> Tab:
        tabs.append(Tab(browser, address or server.address, **context))
        return tabs[-1]

    yield opens
    for each in tabs:
        each.close()
