"""Labs of the small scenario: the server's own code, and a worker in a process of its own."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from noroshi.cli.serve_job import prepare
from noroshi.web.app import lab
from noroshi.web.jobs import Jobs
from web_lab import HOST, PORT


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """One lab for all tests that leave it as it was."""
    with TestClient(lab("small", PORT, prepare, warm=False), base_url=HOST) as made:
        yield made


@pytest.fixture
def impatient() -> Iterator[tuple[TestClient, Jobs]]:
    """A lab of one's own, which ends its worker at once where a job is stopped, and its jobs."""
    made: list[Jobs] = []

    def jobs(*args: Any, **named: Any) -> Jobs:
        made.append(Jobs(*args, **named, most_waiting=3, grace=0.0))
        return made[0]

    app = lab("small", PORT, prepare, warm=False, jobs=jobs)
    with TestClient(app, base_url=HOST) as client:
        yield client, made[0]
