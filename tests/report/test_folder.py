"""A file is there whole, or not at all."""

import os
from pathlib import Path

import pytest

from noroshi.errors import NoroshiError
from noroshi.report.folder import LIST, MARK, check_writable, write_files


def test_a_folder_that_can_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    check_writable(tmp_path / "a" / "b")
    check_writable(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(NoroshiError, match="is a file; --out wants a folder"):
        check_writable(tmp_path / "out")
    with pytest.raises(NoroshiError, match="cannot write into"):
        check_writable(tmp_path / "out" / "inner")


@pytest.mark.parametrize("below", [".", "inner"])
def test_a_link_to_nothing_is_refused_before_anything_is_computed(tmp_path: Path, below) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    with pytest.raises(NoroshiError, match="link' is a link to nothing; --out wants a folder"):
        check_writable(tmp_path / "link" / below)


def test_a_current_folder_that_is_gone_is_told_by_where_files_were_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(NoroshiError, match="cannot write into 'out': No such file"):
        check_writable(Path("out"))


def test_a_folder_that_cannot_be_written_is_refused_before_and_while_writing() -> None:
    nowhere = Path("/proc/noroshi")  # not even root can make it
    with pytest.raises(NoroshiError, match=r"cannot write into '/proc/noroshi'.*--out"):
        check_writable(nowhere)
    with pytest.raises(NoroshiError, match="cannot write into '/proc/noroshi'"):
        write_files(nowhere, {"a.txt": "a"})


def test_text_bytes_and_writers_all_arrive_under_their_names(tmp_path: Path) -> None:
    files = write_files(
        tmp_path / "new" / "out",
        {"a.txt": "ä\n", "b.bin": b"\0\1", "c.txt": lambda file: _write(file, "c")},
    )
    assert [f.name for f in files] == ["a.txt", "b.bin", "c.txt"]
    assert [f.read_bytes() for f in files] == ["ä\n".encode(), b"\0\1", b"c"]
    assert sorted(os.listdir(tmp_path / "new" / "out")) == ["a.txt", "b.bin", "c.txt"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError, OSError])
def test_a_stop_in_the_middle_leaves_the_old_files_whole(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    write_files(tmp_path, {"a.txt": "old", "b.txt": "old"})

    def fails(file: Path) -> None:
        _write(file, "half")
        raise stop

    with pytest.raises(NoroshiError if stop is OSError else stop):
        write_files(tmp_path, {"a.txt": "new", "b.txt": fails})
    assert {f.name: f.read_text() for f in tmp_path.iterdir()} == {"a.txt": "old", "b.txt": "old"}


def _write(file: Path, text: str) -> None:
    file.write_text(text)


def test_who_reads_the_old_file_meanwhile_keeps_it_whole(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": "old"})
    with (tmp_path / "a.txt").open() as reading:
        write_files(tmp_path, {"a.txt": "a longer new text"})
        assert reading.read() == "old"
    assert (tmp_path / "a.txt").read_text() == "a longer new text"


def test_another_report_in_its_place_leaves_none_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("not of a report")
    first = {LIST: f"{MARK}\n| `a.csv` | a |\n| `b.csv` | b |\n| `../x` | no |\n"}
    write_files(tmp_path, {**first, "a.csv": "a", "b.csv": "b"})
    write_files(tmp_path, {LIST: f"{MARK}\n| `b.csv` | b |\n", "b.csv": "new"})
    assert sorted(os.listdir(tmp_path)) == [LIST, "b.csv", "mine.csv"]
    assert (tmp_path / "b.csv").read_text() == "new"


def test_a_readme_of_somebody_else_is_no_list_of_files_to_remove(tmp_path: Path) -> None:
    (tmp_path / LIST).write_text("| `a.csv` | precious |\n")
    (tmp_path / "a.csv").write_text("precious")
    write_files(tmp_path, {LIST: f"{MARK}\n", "b.csv": "b"})
    assert (tmp_path / "a.csv").read_text() == "precious"


def test_a_folder_in_the_place_of_one_file_leaves_every_other_as_it_was(tmp_path: Path) -> None:
    (tmp_path / LIST).write_text("old")
    (tmp_path / "report.html").mkdir()
    with pytest.raises(NoroshiError, match=r"report\.html': it is a folder"):
        write_files(tmp_path, {LIST: "new", "report.html": "page"})
    assert (tmp_path / LIST).read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == [LIST, "report.html"]
