"""The lab's page on `japan`, in a Chromium without a GPU, at 1280×800 and with a warm cache.

Needs the built page (`make page`) and a `chromium` on PATH; without them there are no rows. Time
runs from the command, with a browser that is there already; each row says how busy the machine was.
Frames are those that the globe has drawn, counted over some seconds.
"""

import os
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
READY = 20
"""For the worker to be warm before a value is set [s]."""
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
CHANGED = """async (share) => {
  const slider = document.querySelector(".whatif input[type=range]");
  const [low, high] = [Number(slider.min), Number(slider.max)];
  slider.value = low + share * (high - low);
  const begin = performance.now();
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  while (!document.querySelector(".changed .declared")) {
    await new Promise(requestAnimationFrame);
  }
  return (performance.now() - begin) / 1000;
}"""
"""From a slider that is let go to the first answer, which is that of 16 draws [s]."""
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
        look(browser, folder, 0)  # what it is told is kept from now on
        looks = [look(browser, folder, turn) for turn in range(1, TIMES + 1)]
        browser.close()
    busy = max(each.pop("busy") for each in looks)
    middle = {name: statistics.median(each[name] for each in looks) for name in looks[0]}
    spread = {name: sorted(each[name] for each in looks) for name in looks[0]}

    def row(job: str, name: str, unit: str, target: str) -> Row:
        least, *_, most = spread[name]
        return (
            f"lab of japan: {job}",
            middle[name],
            unit,
            f"{least:.2g} to {most:.2g}, load {busy:.1f} on {os.cpu_count()} cores",
            None,
            target,
        )

    return [
        row("from the command to the first frame", "frame", "s", "≤ 2.5 s"),
        row("from the command to the first answer", "answer", "s", "≤ 3 s"),
        row("from the command to its address", "listening", "s", ""),
        row("from a slider let go to its answer, 16 draws", "changed", "s", "≤ 2 s"),
        row("a flight plays, the camera still", "still", "frames/s", "≥ 30 frames/s"),
        row("the same while the globe turns", "turning", "frames/s", "≥ 10 frames/s"),
    ]


def look(browser: Any, folder: str, turn: int) -> dict[str, float]:
    """Start a server, open its page, set a value that no turn before set, play a flight."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(MARKS)
    start = time.time()  # the clock by which a page tells when it began
    with served(folder) as address:
        listening = time.time() - start
        page.goto(address, wait_until="commit")
        page.locator(".headline h1").wait_for(timeout=1000 * WARM)
        page.locator(".globe-host[data-globe]").wait_for()
        page.locator(".headline[aria-busy=false]").wait_for(timeout=1000 * WARM)
        page.wait_for_function("seen.frame !== undefined")
        begun = page.evaluate("performance.timeOrigin") / 1000 - start
        seen = page.evaluate("seen")
        busy = os.getloadavg()[0]
        page.wait_for_timeout(1000 * READY)
        changed = page.evaluate(CHANGED, (turn + time.time() % 1) / (TIMES + 1))
        page.locator(".headline[aria-busy=false]").wait_for(timeout=1000 * WARM)
        flights = page.locator(".player-head select")
        flights.select_option(index=1)
        page.locator(".playing .clock").wait_for(timeout=1000 * WARM)
        page.locator(".playing select").select_option(index=0)  # the slowest, so that it goes on
        page.locator(".headline[aria-busy=false]").wait_for(timeout=1000 * WARM)
        still, turning = (page.evaluate(COUNTED, [SECONDS, turned]) for turned in (False, True))
        page.close()
    return {
        "frame": begun + seen["frame"] / 1000,
        "answer": begun + seen["answer"] / 1000,
        **{"listening": listening, "changed": changed, "still": still, "turning": turning},
        "busy": busy,
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
