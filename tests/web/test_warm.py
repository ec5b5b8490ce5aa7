"""What a worker does before anybody asks it."""

import gc
from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest

from noroshi.kept import keeping
from noroshi.kept.store import InFolder
from noroshi.questions.warning.pipe import followed
from noroshi.web.worker import Ask, Ready, _Worker

ROOM = 10**9


@pytest.fixture
def store(tmp_path: Path) -> Iterator[InFolder]:
    found = InFolder(tmp_path, ROOM)
    with keeping(found):
        yield found


def followed_while_warming(monkeypatch: pytest.MonkeyPatch, *waiting: Ask) -> list[int]:
    """How many flights and draws are followed, call by call, by a worker that begins."""
    counts: list[int] = []
    own = followed.track

    def counted(*given: Any) -> None:
        counts.append(int(given[-1].sum()))
        own(*given)

    here, there = Pipe()
    worker = _Worker(there)
    for one in waiting:
        worker.inbox.put(one)
    with monkeypatch.context() as patch, keeping(worker.later()):
        patch.setattr(followed, "track", counted)
        worker.warm("small")
    gc.unfreeze()
    assert isinstance(here.recv(), Ready)
    assert worker.waiting in (None, *waiting)
    return counts


def test_loops_run_before_a_value_is_set_though_all_of_the_declared_world_is_kept(
    store: InFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed_while_warming(monkeypatch)
    kept = sorted(tmp_path.rglob("*.kept"))
    assert kept
    assert sum(followed_while_warming(monkeypatch)) > 0
    assert sorted(tmp_path.rglob("*.kept")) == kept  # of what is rehearsed nothing stays


def test_who_asks_does_not_wait_for_a_rehearsal(
    store: InFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed_while_warming(monkeypatch)
    assert not followed_while_warming(monkeypatch, Ask("job", (), 0))
