"""`noroshi serve` as a command: where it listens, how it ends, and what is left of it."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from web_lab import ASKED, parsed

WITH_PAGE = """
import sys
from pathlib import Path
from noroshi.web import files
files.PAGE = Path({page!r})
sys.argv = ["noroshi", "serve", *sys.argv[1:]]
from noroshi.__main__ import main
main()
"""
"""With a page in a folder of the test: that of the program is there only where it was built."""


COMMAND: list[str] = []


@pytest.fixture(scope="module", autouse=True)
def command(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What starts a server that has a page."""
    page = tmp_path_factory.mktemp("page")
    (page / "index.html").write_text("<p>page</p>")
    COMMAND[:] = [sys.executable, "-c", WITH_PAGE.format(page=str(page))]


@contextmanager
def served(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server and its address, once it has said that it listens."""
    process = subprocess.Popen(
        [*COMMAND, "small", "--no-browser", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found is not None, (line, process.stderr and process.stderr.read())
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str], by: signal.Signals) -> tuple[int, str, str]:
    process.send_signal(by)
    out, err = process.communicate()
    return process.returncode, out, err


def group(leader: int) -> list[int]:
    """Processes that a process began and that are still there."""
    found = []
    for name in os.listdir("/proc"):
        with suppress(OSError, ValueError):
            fields = Path(f"/proc/{int(name)}/stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == leader and fields[0] != "Z":
                found.append(int(name))
    return found


def ask(address: str, **asked: Any) -> list[tuple[str, Any]]:
    with httpx.Client(base_url=address, timeout=None) as client:
        job = client.post("/api/jobs", json={**ASKED, **asked}).json()["job"]
        return parsed(client.get(f"/api/jobs/{job}/events").text)


def draw(address: str) -> None:
    """Have a figure made, which needs a worker even where the answer is kept."""
    with httpx.Client(base_url=address, timeout=None) as client:
        job = client.post("/api/jobs", json=ASKED).json()["job"]
        answers = [data for name, data in parsed(client.get(f"/api/jobs/{job}/events").text)]
        told = next(data["answer"] for data in answers if "answer" in data)
        figure = told["figures"][0]["name"]
        made = client.get(f"/api/jobs/{job}/figures/{told['question']}/{figure}")
        assert made.json()["$schema"]


def test_two_servers_at_once_answer_two_pages_and_end_by_ctrl_c_with_nothing_left() -> None:
    with served("--port", "0") as (first, one), served("--port", "0") as (second, two):
        assert one != two
        assert [ask(address)[-1][0] for address in (one, two)] == ["done", "done"]
        for process, address in ((first, one), (second, two)):
            draw(address)
            children = group(process.pid)
            assert children
            code, out, err = ended(process, signal.SIGINT)
            assert (code, out, err) == (130, "", "noroshi: stopped\n")
            # A worker ends with its server; that of the list of resources a moment after it.
            assert not [c for c in children if b"spawn_main" in _command(c)]


def _command(process: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def test_ctrl_c_in_the_middle_of_a_job_tells_the_page_that_it_was_stopped() -> None:
    with served("--port", "0") as (process, address), httpx.Client(timeout=None) as client:
        job = client.post(f"{address}api/jobs", json={**ASKED, "draws": [1024]}).json()["job"]
        with client.stream("GET", f"{address}api/jobs/{job}/events") as stream:
            lines = stream.iter_lines()
            assert any(line == "event: progress" for line in lines)
            process.send_signal(signal.SIGINT)
            assert "event: stopped" in list(lines)
        _, err = process.communicate()
        assert process.returncode == 130
        assert "Traceback" not in err


def test_it_listens_to_this_machine_alone() -> None:
    with served("--port", "0") as (_, address):
        port = int(address.rsplit(":", 1)[1].rstrip("/"))
        with socket.socket() as other:
            other.bind(("127.0.0.2", port))  # taken, if it listened to every address
        table = Path("/proc/net/tcp").read_text().splitlines()
        listening = [line.split()[1] for line in table if line.split()[3] == "0A"]
        assert f"0100007F:{port:04X}" in listening
        assert f"00000000:{port:04X}" not in listening


def test_a_port_that_is_taken_is_told_with_another_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*COMMAND, "small", "--no-browser", "--port", str(port)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert re.fullmatch(rf"noroshi: port {port} is taken; write e\.g\. --port \d+\n", done.stderr)


MISSING = """
import sys
sys.modules["fastapi"] = None
sys.argv = ["noroshi", "serve", "small", "--no-browser"]
from noroshi.__main__ import main
main()
"""


def test_a_page_that_is_not_built_is_told_before_it_listens(tmp_path: Path) -> None:
    bare = WITH_PAGE.format(page=str(tmp_path))
    words = [sys.executable, "-c", bare, "small", "--no-browser", "--port", "0"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the page of the lab is not built yet" in " ".join(done.stderr.split())
    assert "make page" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["-c", MISSING], "-m pip install 'noroshi[serve]'"),
        (["-m", "noroshi", "serve", "smal", "--no-browser"], "did you mean 'small'?"),
    ],
)
def test_what_is_missing_is_told_in_a_sentence(words: list[str], says: str) -> None:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
