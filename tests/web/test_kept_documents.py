"""What was told before is told again at once, and only while it is still so."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from noroshi.cli.kept_results import results_in
from noroshi.cli.serve_job import prepare
from noroshi.kept import keeping
from noroshi.kept.store import InFolder
from noroshi.web.app import lab
from noroshi.web.asked import AskedJob
from noroshi.web.asking import Asking, Found
from noroshi.web.documents import answer_data
from noroshi.web.jobs import Jobs
from web_lab import HOST, PORT, events, posted

FILE = """scenario:
  extends: small
  title: Mine
sensors:
  north-radar:
    reference:
      range: {} km
"""
SET = "sensors.south-radar.reference.range=700 km"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A scenario of one's own."""
    (tmp_path / "mine.yaml").write_text(FILE.format(900))
    return tmp_path


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    """A lab of it that keeps results where its worker does."""
    kept_in = InFolder(results_in(Path(os.environ["NOROSHI_CACHE"])), 10**9)
    with (
        keeping(kept_in),
        TestClient(lab(str(folder), PORT, prepare, warm=False), base_url=HOST) as made,
    ):
        yield made


def told(client: TestClient, folder: Path, **asked: Any) -> tuple[str, list[str], list[Any]]:
    """The job, the names of its events, and its answers."""
    job = posted(client, scenario=folder.name, **asked)
    every = events(client, job)
    return job, [name for name, _ in every], [data for name, data in every if name == "answer"]


def test_what_was_answered_is_told_again_without_work_while_the_files_are_the_same(
    client: TestClient, folder: Path
) -> None:
    folder_id = client.get("/api/scenarios").json()["chosen"]
    assert folder_id == folder.name
    _, _, first = told(client, folder, draws=[2, 3], values=[SET])
    job, names, again = told(client, folder, draws=[2, 3], values=[SET])
    # Of what is known, that with most draws is all that a page needs.
    assert names == ["answer", "done"]
    assert again == first[-1:]
    # What is made of answers is made of the same ones.
    figure = again[-1]["answer"]["figures"][0]["name"]
    assert client.get(f"/api/jobs/{job}/figures/warning/{figure}").json()["$schema"]
    whole = client.get(f"/api/jobs/{job}/files/answer.json").json()
    assert whole["answers"]["warning"]["variables"] == again[-1]["answer"]["variables"]
    assert whole["provenance"]["draws"] == 3
    # More draws are worked out, and what is known of them is told before.
    _, names, more = told(client, folder, draws=[3, 4], values=[SET])
    assert names[0] == "answer"
    assert names[-1] == "done"
    assert more[0] == first[1]
    assert more[1]["draws"] == 4
    # The command that is told can be typed.
    assert f"noroshi warning {folder} --set" in more[1]["answer"]["provenance"]
    # Another value, and another text of the file, are another question.
    assert told(client, folder, draws=[2])[2][0]["answer"]["declared"] is None
    (folder / "mine.yaml").write_text(FILE.format(901))
    _, names, other = told(client, folder, draws=[2, 3], values=[SET])
    assert names[0] != "answer"
    assert other[0]["answer"]["provenance"] != first[0]["answer"]["provenance"]


def test_what_is_kept_needs_no_worker_and_what_is_made_of_it_begins_one(
    client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, first = told(client, folder, draws=[2])
    monkeypatch.setattr("noroshi.web.app._PAUSE", 1e6)  # nobody begins it meanwhile
    kept_in = InFolder(results_in(Path(os.environ["NOROSHI_CACHE"])), 10**9)
    made: list[Jobs] = []

    def jobs(*args: Any, **named: Any) -> Jobs:
        made.append(Jobs(*args, **named))
        return made[0]

    with (
        keeping(kept_in),
        TestClient(lab(str(folder), PORT, prepare, jobs=jobs), base_url=HOST) as opened,
    ):
        job, names, again = told(opened, folder, draws=[2])
        assert (names, again) == (["answer", "done"], first)
        assert made[0].worker is None
        figure = again[0]["answer"]["figures"][0]["name"]
        assert opened.get(f"/api/jobs/{job}/figures/warning/{figure}").json()["$schema"]
        assert made[0].worker is not None


def test_a_document_that_a_page_has_is_not_sent_again(client: TestClient, folder: Path) -> None:
    for path in (f"/api/world/{folder.name}", "/api/coast"):
        first = client.get(path)
        tag = first.headers["etag"]
        assert first.headers["content-encoding"] == "gzip"
        assert first.headers["cache-control"] == "no-cache"
        plain = client.get(path, headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.content == first.content
        same = client.get(path, headers={"if-none-match": tag})
        assert (same.status_code, same.content) == (304, b"")


def test_a_file_that_was_written_to_is_told_as_it_is_now(client: TestClient, folder: Path) -> None:
    def reach() -> float:
        told = client.get(f"/api/world/{folder.name}").json()
        controls = [c for sensor in told["sensors"] for c in sensor["controls"]]
        (found,) = [c for c in controls if c["path"] == "sensors.north-radar.reference.range"]
        value: float = found["value"]
        return value

    def title() -> str:
        listed = client.get("/api/scenarios").json()["scenarios"]
        (found,) = [s["title"] for s in listed if s["id"] == folder.name]
        return str(found)

    assert (reach(), title()) == (900, "Mine")
    (folder / "mine.yaml").write_text(FILE.format(300).replace("Mine", "Ours"))
    assert (reach(), title()) == (300, "Ours")
    # What is half written hides nothing else.
    (folder / "mine.yaml").write_text(FILE.format("a few"))
    assert client.get(f"/api/world/{folder.name}").status_code == 422
    assert title() == "Ours"


def test_what_set_values_may_not_mean_is_told_with_the_answer(folder: Path) -> None:
    values = ("sensors.north-radar=null",)
    asked = AskedJob("mine", str(folder), values, None, None, (("warning", {}),), (2,), 0)
    (found,) = Asking().answers(asked, lambda _draws: lambda _stage, _share: None)
    first = answer_data(found.report, found.answer, found.remarks)["limits"][0]
    assert "alternatives" in first
    assert "north-radar" in first


@pytest.mark.parametrize("values", [(), (SET,)])
def test_an_answer_of_the_declared_world_is_kept_by_what_the_world_declares(
    folder: Path, values: tuple[str, ...]
) -> None:
    asked = AskedJob(
        *("mine", str(folder), values, None, None, (("warning", {}),), (2,), 0)  # kept nowhere
    )
    asking = Asking()

    def found(over: Asking) -> Found:
        (only,) = over.answers(asked, lambda _draws: lambda _stage, _share: None)
        return only

    first = found(asking)
    (folder / "mine.yaml").write_text(FILE.format(300))
    again, new = found(asking), found(Asking())
    for part in ("answers", "unchanged"):
        lines = [[a.headline for a in getattr(f.report, part)] for f in (first, again, new)]
        assert lines[1] == lines[2]
        if part == "unchanged" or not values:
            assert lines[0] != lines[1] or not lines[0]
