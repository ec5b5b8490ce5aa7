"""The lab's page as tests of it use it: a server of its own, and a tab of a real Chromium.

The page has a strict content policy, under which `wait_for_function` of Playwright fails: what is
waited for here is waited for in the document, or asked for again and again.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from runpy import run_path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "src" / "noroshi" / "web" / "page"
PATIENCE = 300_000.0
"""Ends what hangs [ms]; however slow the machine, nothing that works takes so long."""
DRAWS = 8
"""Of most answers, as `small_run` has them."""
FLIGHT = "short-minimum/test-range/harbour"
"""That tests play."""
BROKEN = """
window.broken = [];
addEventListener("securitypolicyviolation", (e) =>
  broken.push(`${e.violatedDirective} ${e.blockedURI}`));
"""
"""Notes what the page tries against its content policy."""

expect.set_options(timeout=PATIENCE)


def missing() -> str:
    """Why no page can be looked at; empty if one can."""
    if chromium() is None:
        return "there is no chromium on PATH"
    if not (PAGE / "index.html").is_file():
        return "the page is not built: `make page` does it"
    stamp = PAGE / ".built"
    state = run_path(str(ROOT / "tools" / "build_page.py"))["digest"]()
    if not stamp.is_file() or stamp.read_text() != state:
        return "the built page is older than lab/: `make page` builds it anew"
    return ""


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Server:
    """`noroshi serve` in a process of its own."""

    def __init__(self, scenario: str = "small", port: int = 0) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "serve", scenario, "--no-browser", "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found is not None, line
        self.address, self.port = found[0], int(found[1])

    def end(self) -> None:
        """At once, as a machine that fails does."""
        self.process.kill()
        self.process.communicate()


COMMAND = [sys.executable, "-m", "noroshi"]


@contextmanager
def served(scenario: str = "small") -> Iterator[Server]:
    server = Server(scenario)
    try:
        yield server
    finally:
        server.end()


class Tab:
    """A page in a browser, with what it asked for and what went wrong."""

    def __init__(self, browser: Browser, address: str, **context: Any) -> None:
        size = {"width": 1280, "height": 800}
        options: dict[str, Any] = {"viewport": size, "locale": "en-GB", "color_scheme": "dark"}
        self.context = browser.new_context(**{**options, **context})
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(BROKEN)
        self.page: Page = self.context.new_page()
        self.address = address
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda m: m.type == "error" and self.errors.append(m.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, fragment: str = "", draws: int = DRAWS) -> "Tab":
        """Of a fragment such as `set=…&q=shares`, and wait for the answer at so many draws."""
        self.page.goto(f"{self.address}#{fragment}{'&' if fragment else ''}n={draws}")
        self.answered(draws)
        return self

    def answered(self, draws: int = DRAWS) -> None:
        """Wait until the headline is the newest there will be."""
        status = self.page.locator(".headline [role=status] span")
        expect(status).to_have_text(f"{draws} draws; brackets hold 90 % of them")
        expect(
            self.page.locator(".headline[aria-busy=false] .verdict:not(.old) h1")
        ).to_be_visible()

    @property
    def headline(self) -> str:
        """The verdict as the answer has it, without what the page sets behind its number."""
        code = """(h1) => {
            const copy = h1.cloneNode(true);
            for (const each of copy.querySelectorAll(".interval, .estimate, .often")) each.remove();
            return copy.textContent;
        }"""
        return " ".join(self.page.locator(".headline h1").evaluate(code).split())

    @property
    def host(self) -> Locator:
        """Of the globe."""
        return self.page.locator(".globe-host")

    def globe(self, call: str) -> Any:
        """What the globe answers, such as `where("satellite")`."""
        return self.host.evaluate(f"(host) => host.globe.{call}")

    def until(self, told: Callable[[], Any]) -> Any:
        """Ask until the answer is true; then what it is."""
        for _ in range(int(PATIENCE / 50)):
            if found := told():
                return found
            self.page.wait_for_timeout(50)
        raise AssertionError("it never came true")

    def place(self, thing: str) -> tuple[float, float]:
        """Where a thing is seen on the page [px], once the globe has come to rest."""
        was = None
        for _ in range(int(PATIENCE / 200)):
            now = self.globe(f"where({json.dumps(thing)})")
            if now is not None and now == was and self.host.get_attribute("data-globe") == "fine":
                box = self.host.bounding_box()
                assert box is not None
                return box["x"] + now[0], box["y"] + now[1]
            was = now
            self.page.wait_for_timeout(200)
        raise AssertionError("the globe never came to rest")

    def play(self, flight: str = FLIGHT) -> None:
        """Choose a flight, and wait until it plays."""
        self.page.get_by_label("Play a flight").last.select_option(flight)
        expect(self.page.locator(".playing .clock")).to_be_visible()

    def fragment(self) -> str:
        return self.page.evaluate("location.hash")  # type: ignore[no-any-return]

    @property
    def values(self) -> list[str]:
        """`PATH=VALUE` of what is set, as the page's address has it."""
        code = "new URLSearchParams(location.hash.slice(1)).getAll('set')"
        return self.page.evaluate(code)  # type: ignore[no-any-return]

    def rows(self, table: str) -> list[list[str]]:
        """Cells of a table as they are read, middle values without their intervals."""
        rows = self.page.locator(f"{table} tbody tr")
        code = (
            "(rows) => rows.map((r) => [...r.cells].map((c) => c.innerText.split('\\n')[0].trim()))"
        )
        return rows.evaluate_all(code)  # type: ignore[no-any-return]

    def broken(self) -> list[str]:
        """What was tried against the content policy."""
        return self.page.evaluate("window.broken")  # type: ignore[no-any-return]

    def close(self) -> None:
        self.context.close()


Opens = Callable[..., Tab]
"""Makes a tab, closed at the end of the test; what it takes is of a browser's context."""


def ran(folder: Path, *words: str) -> dict[str, Any]:
    """What a command tells as JSON."""
    done = subprocess.run(
        [*COMMAND, *words, "--json"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def seconds(words: str) -> float:
    """Of `+1 min 30 s`, `−20 s` or `4:23`."""
    sign = -1.0 if words.startswith(("−", "-")) else 1.0
    if found := re.fullmatch(r"[+−]?(\d+):(\d\d)", words):
        return sign * (60.0 * int(found[1]) + int(found[2]))
    parts = re.findall(r"([\d.,]+) (min|s)", words)
    assert parts, words
    return sign * sum(float(n.replace(",", "")) * (60 if u == "min" else 1) for n, u in parts)


def rounded_from(words: str, value: float) -> bool:
    """Whether what is shown may be a number, rounded to what its sampling error leaves of it."""
    shown = seconds(words)
    last = 0.5 if ":" in words or abs(shown) < 10.0 else 5.0 if abs(shown) < 100.0 else 30.0
    return abs(shown - value) <= last
