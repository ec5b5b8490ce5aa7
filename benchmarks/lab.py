"""The lab's page on `japan`, in a Chromium without a GPU, at 1280×800 and with a warm cache.

Needs the built page (`make page`) and a `chromium` on PATH; without them there are no rows.
Frames are those that the globe has drawn, counted over some seconds.
"""

import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.commands import Row

PAGE = Path(__file__).parents[1] / "src" / "noroshi" / "web" / "page" / "index.html"
TIMES = 3
SECONDS = 4
"""Over which frames are counted."""
WARM = 300
"""Of waiting for an answer that nothing is kept of [s]."""
MARKS = """
window.seen = {};
const look = () => {
  const host = document.querySelector(".globe-host");
  const drawn = host?.globe?.frames() > 0 && host.globe.picture.coast.coarse.length > 0;
  if (drawn) seen.frame ??= performance.now();
  if (document.querySelector(".headline h1")) seen.answer ??= performance.now();
  if (seen.frame === undefined || seen.answer === undefined) requestAnimationFrame(look);
};
look();
"""
"""Notes when the globe stood there with its coasts, and when the first verdict did [ms]."""
COUNTED = """async ([seconds, turned]) => {
  const { globe } = document.querySelector(".globe-host");
  const [begin, from] = [performance.now(), globe.frames()];
  const end = begin + 1000 * seconds;
  while (performance.now() < end) {
    if (turned) globe.turn(performance.now() < (begin + end) / 2 ? 4 : -4, 0);
    await new Promise(requestAnimationFrame);
  }
  return (globe.frames() - from) / ((performance.now() - begin) / 1000);
}"""
"""Frames in a second, while it is turned to and fro or not at all."""


def rows() -> list[Row]:
    """Nothing where no page can be looked at."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or not PAGE.is_file():
        return []
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        look(browser, folder)
        looks = [look(browser, folder) for _ in range(TIMES)]
        browser.close()
    middle = {name: statistics.median(each[name] for each in looks) for name in looks[0]}
    spread = {name: sorted(each[name] for each in looks) for name in looks[0]}

    def row(job: str, name: str, unit: str, target: str) -> Row:
        least, *_, most = spread[name]
        return (
            f"lab of japan: {job}",
            middle[name],
            unit,
            f"{least:.2g} to {most:.2g}",
            None,
            target,
        )

    return [
        row("first frame after the page is opened", "frame", "s", "≤ 2.5 s"),
        row("first answer after the page is opened, server just started", "answer", "s", "≤ 3 s"),
        row("from the command to its address", "listening", "s", ""),
        row("a flight plays, the camera still", "still", "frames/s", "≥ 30 frames/s"),
        row("the same while the globe turns", "turning", "frames/s", "≥ 10 frames/s"),
    ]


def look(browser: Any, folder: str) -> dict[str, float]:
    """Start a server, open its page, play a flight."""
    start = time.perf_counter()
    with served(folder) as address:
        listening = time.perf_counter() - start
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(MARKS)
        page.goto(address)
        page.locator(".headline h1").wait_for(timeout=1000 * WARM)
        page.locator(".globe-host[data-globe]").wait_for()
        page.locator(".headline[aria-busy=false]").wait_for(timeout=1000 * WARM)
        seen = page.evaluate("seen")
        flights = page.locator(".player-head select")
        flights.select_option(index=1)
        page.locator(".playing .clock").wait_for(timeout=1000 * WARM)
        page.locator(".playing select").select_option("10")
        page.locator(".headline[aria-busy=false]").wait_for(timeout=1000 * WARM)
        still, turning = (page.evaluate(COUNTED, [SECONDS, turned]) for turned in (False, True))
        page.close()
    return {
        "frame": seen["frame"] / 1000,
        "answer": seen["answer"] / 1000,
        **{"listening": listening, "still": still, "turning": turning},
    }


@contextmanager
def served(folder: str) -> Iterator[str]:
    """The address of a server that keeps what it works out as every command does."""
    words = [sys.executable, "-m", "noroshi", "serve", "japan", "--no-browser", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=folder, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+/", process.stdout.readline())
            assert found is not None
            yield found[0]
        finally:
            process.terminate()
