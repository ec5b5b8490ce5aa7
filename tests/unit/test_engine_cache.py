"""The cache of compiled functions is optional: whatever is wrong with it, commands go on."""

import warnings
from pathlib import Path

import platformdirs
import pytest

from noroshi.cli import engine


@pytest.fixture
def tried(monkeypatch):
    """How often the option was tried in a process of its own, which is not done here."""
    calls = []

    def starts() -> bool:
        calls.append(1)
        return True

    monkeypatch.setattr(engine, "_starts_with_option", starts)
    return calls


def memory(folder: Path) -> Path:
    return folder / f"loop-option-{engine.version('jaxlib')}"


def refused(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_a_folder_that_can_be_used_is_used_without_a_word(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("NOROSHI_CACHE", str(tmp_path / "new" / "one"))
    assert engine.cache_folder() == tmp_path / "new" / "one"
    assert capsys.readouterr().err == ""
    assert list((tmp_path / "new" / "one" / "compiled").iterdir()) == []


@pytest.mark.parametrize("where", ["file", "file/below", "dangling"])
def test_a_folder_that_is_none_means_no_cache_said_once(
    where: str, tmp_path, monkeypatch, capsys
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "dangling").symlink_to(tmp_path / "dangling")
    monkeypatch.setenv("NOROSHI_CACHE", str(tmp_path / where))
    assert engine.cache_folder() is None
    told = capsys.readouterr().err
    assert told.startswith("noroshi: no cache is used, so that starts are slower (")
    assert told.count("\n") == 1


# Root may do everything, so that what others may not is played.
@pytest.mark.parametrize("act", ["mkdir", "iterdir", "write_bytes", "read_bytes"])
def test_a_folder_that_cannot_be_made_listed_written_or_read_means_no_cache(
    act: str, tmp_path, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("NOROSHI_CACHE", str(tmp_path))
    monkeypatch.setattr(Path, act, refused)
    assert engine.cache_folder() is None
    assert "(Permission denied)\n" in capsys.readouterr().err


def test_a_user_without_a_home_has_no_cache(monkeypatch, capsys) -> None:
    monkeypatch.delenv("NOROSHI_CACHE", raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _: Path("~/.cache/noroshi"))
    assert engine.cache_folder() is None
    assert "NOROSHI_CACHE=FOLDER names another place" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"", b"\247\377", b"maybe", "folder"])
def test_a_memory_that_is_damaged_is_no_memory(content, tmp_path, tried) -> None:
    if content == "folder":
        memory(tmp_path).mkdir()
    elif content is not None:
        memory(tmp_path).write_bytes(content)
    assert engine._accepted(tmp_path)
    assert len(tried) == 1
    engine._accepted(tmp_path)
    assert len(tried) == (2 if content == "folder" else 1)


@pytest.mark.parametrize(("content", "known"), [(b"yes", True), (b"no\n", False)])
def test_what_was_found_is_remembered(content: bytes, known: bool, tmp_path, tried) -> None:
    memory(tmp_path).write_bytes(content)
    assert engine._accepted(tmp_path) is known
    assert not tried
    assert not engine._accepted(None)


def test_a_memory_that_cannot_be_written_stops_nothing(tmp_path, monkeypatch, tried) -> None:
    monkeypatch.setattr(Path, "write_text", refused)
    assert engine._accepted(tmp_path)


def test_damaged_functions_are_told_once_and_other_warnings_as_ever(
    tmp_path, monkeypatch, capsys
) -> None:
    others = []
    monkeypatch.setattr(warnings, "showwarning", lambda message, *_, **__: others.append(message))
    engine._hear_once(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        for name in ("a", "b"):
            warnings.warn(
                f"Error reading persistent compilation cache entry for {name}", stacklevel=1
            )
        warnings.warn("something else", stacklevel=1)
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"the cache in {tmp_path} is damaged" in told
    assert [str(o) for o in others] == ["something else"]
