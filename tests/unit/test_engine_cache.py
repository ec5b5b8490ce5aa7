"""The cache of compiled functions is optional: whatever is wrong with it, commands go on."""

import warnings
from pathlib import Path

import platformdirs
import pytest

from noroshi.cli import engine


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
