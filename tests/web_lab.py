"""What tests of the lab ask, and how they read what it tells."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from starlette.testclient import TestClient

from noroshi.web.jobs import Jobs

PORT = 8765
HOST = f"http://127.0.0.1:{PORT}"
ASKED: Mapping[str, Any] = {
    "page": "one",
    "scenario": "small",
    "questions": [{"name": "warning"}],
    "draws": [2],
}


def posted(client: TestClient, **asked: Any) -> str:
    """The id of a job that was taken."""
    reply = client.post("/api/jobs", json={**ASKED, **asked})
    assert reply.status_code == 202, reply.text
    job: str = reply.json()["job"]
    return job


def events(client: TestClient, job: str, after: str | None = None) -> list[tuple[str, Any]]:
    """What was told of a job until its end: name and content of each event."""
    headers = {} if after is None else {"Last-Event-ID": after}
    return parsed(client.get(f"/api/jobs/{job}/events", headers=headers).text)


def parsed(text: str) -> list[tuple[str, Any]]:
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
        if fields.get("event"):
            found.append((fields["event"], json.loads(fields["data"])))
    return found


class Silent(Jobs):
    """Takes jobs and works on none."""

    def start(self) -> None:
        """Begin no worker."""


def archive(files: Mapping[str, str | bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packed) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return held.getvalue()
