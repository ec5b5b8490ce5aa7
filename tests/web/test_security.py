"""Who may ask, how much may be sent, and what a page may do."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from noroshi.cli.serve_job import prepare
from noroshi.web.app import lab
from noroshi.web.page import Page
from noroshi.web.security import LARGEST_BODY, LARGEST_UPLOAD
from web_lab import ASKED, HOST, PORT, Silent

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


@pytest.mark.parametrize("path", ["/", "/nowhere", "/api/scenarios", "/api/nowhere", "/api/jobs"])
def test_every_answer_bears_the_policy_and_may_not_be_read_by_another_origin(
    client: TestClient, path: str
) -> None:
    told = client.get(path).headers
    assert told["content-security-policy"] == POLICY
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "no-referrer"
    assert not [name for name in told if name.startswith("access-control-")]
    assert ("no-store" in told.get("cache-control", "")) == path.startswith("/api/")


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "", "::1"])
def test_a_server_that_is_called_by_another_name_answers_nobody(
    client: TestClient, host: str
) -> None:
    reply = client.get("/api/scenarios", headers={"host": host})
    assert reply.status_code == 400
    assert "127.0.0.1" in reply.json()["message"]
    assert "content-security-policy" in reply.headers


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"LocalHost:{PORT}", f"[::1]:{PORT}"])
def test_a_server_answers_to_each_of_its_own_names(client: TestClient, host: str) -> None:
    assert client.get("/api/scenarios", headers={"host": host}).status_code == 200


def test_at_the_usual_port_it_is_called_without_one() -> None:
    app = lab("small", 80, prepare, warm=False, jobs=Silent)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert client.get("/api/scenarios").status_code == 200
        own = {"host": "localhost", "origin": "http://localhost"}
        assert client.get("/api/scenarios", headers=own).status_code == 200
        assert client.get("/api/scenarios", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)
def test_another_page_may_open_the_page_and_ask_nothing(
    client: TestClient, headers: dict[str, str]
) -> None:
    assert client.get("/", headers=headers).status_code != 403
    assert client.get("/api/scenarios", headers=headers).status_code == 403
    assert client.post("/api/jobs", headers=headers, json={**ASKED}).status_code == 403
    assert client.post("/", headers=headers).status_code == 403


def test_the_page_itself_may_ask(client: TestClient) -> None:
    own = {"origin": HOST, "sec-fetch-site": "same-origin"}
    assert client.get("/api/scenarios", headers=own).status_code == 200


@pytest.mark.parametrize(
    ("path", "size"), [("/api/jobs", LARGEST_BODY), ("/api/scenarios", LARGEST_UPLOAD)]
)
def test_more_than_is_taken_is_refused_whether_its_length_is_told_or_not(
    client: TestClient, path: str, size: int
) -> None:
    kind = {"content-type": "application/json"}
    whole = client.post(path, content=b" " * (size + 1), headers=kind)
    parts = client.post(path, content=iter([b" " * size, b"  "]), headers=kind)
    assert (whole.status_code, parts.status_code) == (413, 413)
    assert "MB" in whole.json()["message"]


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000, b"null", b"1e999", b'{"page":1}'])
def test_what_is_no_request_is_refused_in_a_sentence(client: TestClient, body: bytes) -> None:
    for path in ("/api/jobs", "/api/scenarios", "/api/scenario-file"):
        reply = client.post(path, content=body, headers={"content-type": "application/json"})
        assert 400 <= reply.status_code < 500, path
        assert reply.json()["message"]
        assert "Traceback" not in reply.text


def test_only_files_of_the_page_are_sent(tmp_path: Path) -> None:
    page = tmp_path / "page"
    (page / "assets").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (page / "index.html").write_text("<!doctype html><title>lab</title>")
    (page / "assets" / "index-1.js").write_text("1")
    (page / "secret.exe").write_text("secret")
    (page / "link.txt").symlink_to(tmp_path / "secret.txt")
    app = lab("small", PORT, prepare, warm=False, page=Page(page))
    with TestClient(app, base_url=HOST) as client:
        assert "<title>lab" in client.get("/").text
        script = client.get("/assets/index-1.js")
        assert script.headers["content-type"].startswith("text/javascript")
        assert "immutable" in script.headers["cache-control"]
        for path in (
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/assets/../../secret.txt",
            "/assets/%2e%2e/%2e%2e/secret.txt",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/link.txt",
            "/secret.exe",
            "/assets",
            "/index.html%00.txt",
        ):
            reply = client.get(path)
            assert reply.status_code == 404, path
            assert "secret" not in reply.text


def test_a_page_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    app = lab("small", PORT, prepare, warm=False, page=Page(tmp_path))
    with TestClient(app, base_url=HOST) as client:
        reply = client.get("/")
    assert reply.status_code == 503
    assert "make page" in reply.text
