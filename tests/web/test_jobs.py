"""Jobs: what they find, how they wait, and that one which ends takes nothing with it."""

import io
import os
import signal
import zipfile
from typing import Any

import pytest
from starlette.testclient import TestClient

import noroshi
from noroshi.questions import QUESTIONS
from noroshi.report.json import answer_document
from noroshi.scenario.set_values import read_values
from noroshi.web.answer_records import AnswerDocument
from noroshi.web.jobs import MOST_WAITING, Jobs
from noroshi.web.records import MOST_DRAWS
from noroshi.web.worker import MOST_HELD
from web_lab import ASKED, archive, events, parsed, posted

SET = "sensors.north-radar.reference.range=800 km"


def answers(told: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [data for name, data in told if name == "answer"]


@pytest.fixture(scope="module")
def told(client: TestClient) -> list[tuple[str, Any]]:
    """Of a job that set a value, at two numbers of draws."""
    return events(client, posted(client, values=[SET], draws=[2, 4]))


def test_a_job_tells_each_answer_and_its_end(told: list[tuple[str, Any]]) -> None:
    assert [a["draws"] for a in answers(told)] == [2, 4]
    assert [name for name, _ in told][-1] == "done"
    for found in answers(told):
        AnswerDocument.model_validate(found["answer"])


def test_a_refusal_speaks_of_what_the_page_shows_and_tells_all_at_once(client: TestClient) -> None:
    wrong = ["sensors.north-radar.reference.range=-5 km", "sensors.south-radar.availability=7"]
    _, failed = events(client, posted(client, values=wrong, draws=[2]))[-1]
    first, second = failed["message"].splitlines()
    assert first.startswith("North Radar, reference range: ")
    assert second.startswith("South Radar, availability: ")
    assert "--" not in failed["message"]
    flight = {"start": "nowhere-at-all", "apogee": "minimum-energy", "toward": "harbour"}
    questions = [{"name": "flight", "options": flight}]
    _, failed = events(client, posted(client, questions=questions, draws=[2]))[-1]
    assert failed["message"].startswith("“Launch”: no place is called 'nowhere-at-all'")
    # Of what was sent by its own files, and every problem of it.
    files = {
        "mine/a.yaml": "scenario: {extends: small}\nsensors: {north-radar: {colour: red}}\n",
        "mine/b.yaml": "sensors: {south-radar: {max_range: 2000 lightbulbs}}\n",
    }
    zipped = {"content": archive(files), "headers": {"content-type": "application/zip"}}
    reply = client.post("/api/scenarios", **zipped)  # type: ignore[arg-type]
    one, two = reply.json()["message"].splitlines()
    assert one.startswith("a.yaml:2: sensors.north-radar.colour")
    assert two.startswith("b.yaml:1: sensors.south-radar.max_range")


def test_a_value_that_is_set_gives_what_python_finds(told: list[tuple[str, Any]]) -> None:
    world = noroshi.load("small")
    last = answers(told)[-1]["answer"]
    asked = world.with_values(read_values([SET])).ask("warning", draws=4)
    plain = answer_document(asked)
    for part in ("headline", "axes", "variables", "limits", "sources"):
        assert last[part] == plain[part], part
    named = [a for d in last["drivers"] for a in d["assumptions"]]
    found = [a for d in plain["drivers"] for a in d["assumptions"]]
    assert [{k: a[k] for k in f} for a, f in zip(named, found, strict=True)] == found
    assert [t["rows"] for t in last["tables"]] == [t.cells() for t in asked.tables]
    declared = world.ask("warning", draws=4)
    assert last["declared"] == list(declared.headline.lines)
    gains = answer_document(declared)["variables"]["place_gain"]["mean"]
    assert last["declared_places"]["place_gain"] == gains
    assert len(last["declared_places"]["least_warning"]) == len(("before", "after"))
    assert last["change"]["heads"][-3:] == ["declared", "set", "change"]
    assert len(last["change"]["measures"]) == len(last["change"]["rows"]) > 0
    for table, own in zip(last["tables"], asked.tables, strict=True):
        leading = table["leading"]
        assert table["measures"] == [""] * leading + [c.variable for c in own.columns]
        assert {*table["measures"][leading:]} <= {*last["variables"]}
    assert f"--set '{SET}'" in last["provenance"]
    assert "--draws 4" in last["provenance"]


def test_without_set_values_nothing_is_compared_with_the_declared_world(client: TestClient) -> None:
    (found,) = answers(events(client, posted(client)))
    assert found["answer"]["change"] is None
    assert found["answer"]["declared"] is None
    assert found["answer"]["declared_places"] is None


def test_dates_are_those_that_are_asked_for(client: TestClient) -> None:
    days = {"before": "2012-01-01", "after": "2013-06-01"}
    (found,) = answers(events(client, posted(client, **days)))
    asked = noroshi.load("small").at("2013-06-01").ask("warning", before="2012-01-01", draws=2)
    assert found["answer"]["variables"] == answer_document(asked)["variables"]
    assert "--against 2012-01-01 --as-of 2013-06-01" in found["answer"]["provenance"]


def test_events_go_on_after_the_last_that_was_heard(client: TestClient) -> None:
    job = posted(client)
    text = client.get(f"/api/jobs/{job}/events").text
    numbers = [line.removeprefix("id: ") for line in text.split("\n") if line.startswith("id: ")]
    assert parsed(text)[-2:] == events(client, job, after=numbers[-3])
    assert events(client, job, after="nonsense") == parsed(text)
    end = client.get(f"/api/jobs/{job}/events", headers={"Last-Event-ID": numbers[-1]})
    assert (end.status_code, end.text) == (204, "")


def test_figures_and_files_are_those_of_the_newest_answer(client: TestClient) -> None:
    job = posted(client, values=[SET])
    (found,) = answers(events(client, job))
    answer = found["answer"]
    for figure in answer["figures"]:
        spec = client.get(f"/api/jobs/{job}/figures/warning/{figure['name']}").json()
        assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    whole = client.get(f"/api/jobs/{job}/files/answer.json").json()
    assert whole["answers"]["warning"]["headline"] == answer["headline"]
    assert whole["set"] == [SET]
    assert whole["as_declared"]["warning"]["headline"] == answer["declared"]
    tables = client.get(f"/api/jobs/{job}/files/tables.zip").content
    with zipfile.ZipFile(io.BytesIO(tables)) as made:
        texts = {name: made.read(name).decode() for name in made.namelist()}
    about = texts.pop("README.txt")
    assert all(f"`{name}`" in about for name in texts), "each is explained"
    assert answer["provenance"] in about.replace("\\", ""), "version, command and day"
    heads = {name: text.partition("\n")[0] for name, text in texts.items()}
    assert heads
    assert all(name.startswith("warning") for name in heads)
    assert all(head.endswith("made_by") for head in heads.values())
    assert client.get(f"/api/jobs/{job}/files/map.geojson").json()["features"]
    assert client.get(f"/api/jobs/{job}/files/nothing").status_code == 404
    missing = client.get(f"/api/jobs/{job}/figures/warning/nothing")
    assert missing.status_code == 409
    assert answer["figures"][0]["name"] in missing.json()["message"]
    assert client.get("/api/jobs/nobody/files/answer.json").status_code == 404


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"values": ["sensors.north-radar.rang=1 km"]}, "there is no such value"),
        ({"values": ["sensors.north-radar.reference.range=1 kg"]}, "is not a length"),
        ({"questions": [{"name": "city", "options": {"place": "atlantis"}}]}, "atlantis"),
    ],
)
def test_what_cannot_be_asked_fails_in_the_words_of_the_command_line(
    client: TestClient, asked: dict[str, Any], says: str
) -> None:
    name, data = events(client, posted(client, **asked))[-1]
    assert name == "failed"
    assert says in data["message"]
    assert "Traceback" not in str(data)
    assert events(client, posted(client))[-1][0] == "done"


@pytest.mark.parametrize(
    "asked",
    [
        {"draws": [0]},
        {"draws": [MOST_DRAWS + 1]},
        {"draws": []},
        {"questions": []},
        {"questions": [{"name": "nothing"}]},
        {"questions": [{"name": "warning", "options": {"nothing": 1}}]},
        {"questions": [{"name": "city", "options": {}}]},
        {"values": ["nothing"]},
        {"values": ["a=1", "a=2"]},
        {"before": "yesterday"},
        {"page": ""},
        {"seed": -1},
        {"more": 1},
    ],
    ids=str,
)
def test_what_is_wrong_at_sight_is_no_job(client: TestClient, asked: dict[str, Any]) -> None:
    reply = client.post("/api/jobs", json={**ASKED, **asked})
    assert reply.status_code == 422
    assert reply.json()["message"]


def test_a_thousand_jobs_are_taken_or_refused_and_each_that_is_taken_ends(
    client: TestClient,
) -> None:
    replies = [
        client.post("/api/jobs", json={**ASKED, "page": f"page {n}", "seed": n % 3})
        for n in range(1000)
    ]
    taken = [r.json()["job"] for r in replies if r.status_code == 202]
    assert {r.status_code for r in replies} == {202, 429}
    assert all(
        r.json()["message"] and r.headers["retry-after"] for r in replies if r.status_code == 429
    )
    assert len(taken) > MOST_WAITING
    kept = taken[:1] + taken[-2:]
    for job in taken:
        if job not in kept:
            assert client.delete(f"/api/jobs/{job}").status_code == 204
    ends = {job: events(client, job)[-1][0] for job in taken}
    assert {ends[job] for job in kept} == {"done"}
    assert set(ends.values()) <= {"done", "stopped"}


def test_a_newer_job_of_a_page_ends_its_older_one_and_no_other_pages(client: TestClient) -> None:
    older, other = posted(client, draws=[16], seed=7), posted(client, page="two")
    newer = [posted(client, seed=n) for n in range(50)]
    ends = [events(client, job)[-1][0] for job in (older, other, *newer)]
    assert ends == ["stopped", "done", *["stopped"] * 49, "done"]


def test_a_job_that_does_not_leave_its_work_in_time_is_ended_with_its_worker(
    impatient: tuple[TestClient, Jobs],
) -> None:
    client, jobs = impatient
    ready = posted(client)
    assert events(client, ready)[-1][0] == "done"
    client.get(f"/api/jobs/{ready}/files/answer.json")  # made once the worker has left that job
    first = jobs.worker
    assert first is not None
    os.kill(first, signal.SIGSTOP)  # as one that hangs
    job = posted(client, draws=[1024], seed=8)
    assert client.delete(f"/api/jobs/{job}").status_code == 204
    assert events(client, job)[-1] == ("stopped", {})
    assert client.delete(f"/api/jobs/{job}").status_code == 204
    assert events(client, posted(client))[-1][0] == "done"
    assert jobs.worker != first


def test_a_worker_that_only_starts_is_not_ended_with_a_job_that_is_stopped(
    impatient: tuple[TestClient, Jobs],
) -> None:
    client, jobs = impatient
    first = jobs.worker
    assert first is not None
    os.kill(first, signal.SIGSTOP)  # so that it is not ready before all are posted
    stopped = [posted(client, draws=[1024], seed=n) for n in range(1, 4)]
    last = posted(client)
    os.kill(first, signal.SIGCONT)
    assert events(client, last)[-1][0] == "done"
    assert [events(client, job)[-1] for job in stopped] == [("stopped", {})] * 3
    assert jobs.worker == first


def test_what_a_worker_held_that_has_ended_is_made_again(
    impatient: tuple[TestClient, Jobs],
) -> None:
    client, jobs = impatient
    job = posted(client, draws=[2, 3])
    answer = events(client, job)[-2][1]["answer"]
    paths = [
        f"/api/jobs/{job}/figures/warning/{answer['figures'][0]['name']}",
        f"/api/jobs/{job}/files/answer.json",
    ]
    before = [client.get(path).json() for path in paths]
    assert jobs.worker is not None
    os.kill(jobs.worker, signal.SIGKILL)
    assert [client.get(path).json() for path in paths] == before
    assert before[1]["provenance"]["draws"] == 3


def test_answers_of_more_jobs_are_held_than_there_are_questions() -> None:
    assert len(QUESTIONS) < MOST_HELD


def test_a_worker_that_is_killed_fails_its_job_alone(impatient: tuple[TestClient, Jobs]) -> None:
    client, jobs = impatient
    running, waiting = posted(client, draws=[1024]), posted(client, page="two")
    assert jobs.worker is not None
    os.kill(jobs.worker, signal.SIGKILL)
    name, data = events(client, running)[-1]
    assert name == "failed"
    assert "begun anew" in data["message"]
    assert events(client, waiting)[-1][0] == "done"
    gone = client.get(f"/api/jobs/{running}/files/answer.json")
    assert gone.status_code == 409


def test_jobs_beyond_those_that_may_wait_are_refused(impatient: tuple[TestClient, Jobs]) -> None:
    client, jobs = impatient
    for n in range(4):
        posted(client, page=str(n))
    assert jobs.waiting == 3
    full = client.post("/api/jobs", json={**ASKED, "page": "more"})
    assert full.status_code == 429
    assert "ask again" in full.json()["message"]
