"""Commands whose streams are of another encoding, closed, full, or read by nobody."""

import json
import os
import shlex
import subprocess
import sys
from contextlib import suppress

import pytest

from noroshi.cli.streams import encodable, prepare_streams

NOROSHI = f"{shlex.quote(sys.executable)} -m noroshi"
only_posix = pytest.mark.skipif(os.name != "posix", reason="a shell and /dev/full are needed")


def shell(line: str, **more: str) -> tuple[int, bytes, str]:
    """Exit code, stdout and stderr of a line of sh in which `noroshi` is the command."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"} | more
    words = line.replace("noroshi ", f"{NOROSHI} ")
    done = subprocess.run(
        ["sh", "-c", words], capture_output=True, env=environment, timeout=120, check=False
    )
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def sources():
    """What the command tells a program on a terminal that has all characters."""
    code, out, _ = shell("noroshi show japan sources --json", PYTHONIOENCODING="utf-8")
    assert code == 0
    return json.loads(out)


@pytest.mark.parametrize("encoding", ["ascii", "cp932", "cp1252"])
def test_a_terminal_that_lacks_characters_gets_others_and_a_program_all_of_them(
    encoding: str, sources
) -> None:
    more = {"PYTHONIOENCODING": encoding, "COLUMNS": "200"}
    code, out, err = shell("noroshi show japan sources && noroshi schema --help", **more)
    assert (code, err) == (0, "")
    assert "Print the JSON Schema" in out.decode(encoding)
    assert "mod-jdf-46" in out.decode(encoding)
    code, out, err = shell("noroshi show --help", **more)
    assert (code, err) == (0, "")
    told = " ".join(out.decode(encoding).replace("...", "…").split())
    assert "claims, …; default" in told
    code, out, err = shell("noroshi show japan sources --json", **more)
    assert (code, err) == (0, "")
    assert json.loads(out.decode(encoding)) == sources
    assert any(not c.isascii() for c in json.dumps(sources, ensure_ascii=False))


@only_posix
def test_a_terminal_whose_width_is_not_known_is_told_all_the_same() -> None:
    code, out, _ = shell("noroshi ledger japan", COLUMNS="0")
    assert code == 0
    assert b"Marines are to leave Okinawa" in out


@only_posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_stdout_is_told_of_stdout(unbuffered: str) -> None:
    code, _, err = shell("noroshi show japan sources > /dev/full", PYTHONUNBUFFERED=unbuffered)
    assert code == 2
    assert err == "noroshi: standard output: No space left on device\n"


def test_an_error_with_what_no_terminal_has_is_told(tmp_path) -> None:
    code, _, err = shell("noroshi check '−5 °火'", PYTHONIOENCODING="ascii")
    assert code == 2
    assert err.startswith("noroshi: 1 problem\n-5  deg?: \n")


@only_posix
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("noroshi show small sensors >&-", 0, ""),
        ("noroshi check nosuch >&-", 2, "there is no such folder"),
        ("noroshi check nosuch <&- >&- 2>&-", 2, ""),
        ("noroshi check small 2>&- >/dev/null", 0, ""),
        ("noroshi show small sensors >/dev/full", 2, "No space left on device"),
        ("noroshi schema >/dev/full", 2, "No space left on device"),
        ("noroshi check small --json >/dev/full", 2, "standard output: No space left on device"),
        ("PYTHONUNBUFFERED=1 noroshi check nosuch --json >/dev/full", 2, "No space left on device"),
        ("noroshi --help >/dev/full", 2, "No space left on device"),
        ("noroshi check nosuch 2>/dev/full", 2, ""),
        ("noroshi check nosuch >/dev/full 2>&1", 2, ""),
        ("noroshi --nonsense 2>/dev/full", 2, ""),
    ],
)
def test_a_stream_that_takes_nothing_never_ends_in_a_traceback(
    line: str, code: int, told: str
) -> None:
    found, _, err = shell(line)
    assert found == code
    assert told in err
    assert "Traceback" not in err
    assert "Exception ignored" not in err
    assert (err == "") == (told == "")


@only_posix
@pytest.mark.parametrize("words", ["schema", "show japan sensors", "check nosuch 2>&1"])
def test_a_reader_that_leaves_early_is_no_error(words: str) -> None:
    line = f"exec 4>&1; {{ noroshi {words}; echo code $? >&4; }} | head -1 >&2"
    _, out, err = shell(line)
    assert out.decode().split() == ["code", "2" if "nosuch" in words else "0"]
    assert len(err.splitlines()) == 1


@only_posix
@pytest.mark.parametrize("words", ["schema", "check small", "check nosuch 2>&1"])
def test_a_reader_that_has_gone_before_anything_is_told_is_no_error(words: str) -> None:
    line = f"exec 4>&1; {{ sleep 0.2; noroshi {words}; echo code $? >&4; }} | :"
    _, out, err = shell(line)
    assert out.decode().split() == ["code", "2" if "nosuch" in words else "0"]
    assert err == ""


def test_what_the_encoding_lacks_is_escaped_as_json_does(monkeypatch) -> None:
    prepare_streams()
    text = json.dumps({"a": "5 − 3 °, 狼煙 🔥"}, ensure_ascii=False)
    for encoding in ("ascii", "cp932", "cp1252", "utf-8"):
        monkeypatch.setattr(sys, "stdout", _Like(encoding))
        told = encodable(text)
        assert json.loads(told.encode(encoding).decode(encoding)) == json.loads(text)
    assert told == text


class _Like:
    def __init__(self, encoding: str) -> None:
        self.encoding = encoding


def test_a_minus_stays_a_minus() -> None:
    prepare_streams()
    told = "−0.01 … 45° é 狼".encode("ascii", "noroshi-nearest")
    assert told == b"-0.01 ... 45 deg e ?"


@only_posix
@pytest.mark.parametrize("more", ["", "--json"])
def test_a_value_that_is_no_text_is_refused_in_words(more: str) -> None:
    code, out, err = shell(
        f"noroshi commitments japan {more} --set \"$(printf 'parties.jp.name=a\\377b')\""
    )
    assert code == 2
    assert "is not UTF-8 text" in (out.decode() + err)


@only_posix
def test_names_reach_the_files_whatever_the_systems_encoding(tmp_path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert shell(f"noroshi init {tmp_path}/日本")[0] == 0
    words = f"noroshi site {tmp_path}/日本 --draws 2 --set receivers.capital.name=東京"
    code, _, err = shell(f"{words} --out {tmp_path}/答え", **plain)
    assert (code, err) == (0, "")
    told = (tmp_path / "答え" / "README.md").read_text(encoding="utf-8")
    assert "/日本" in told
    assert "capital.name=東京" in told
    data = (tmp_path / "答え" / "report.json").read_text(encoding="utf-8")
    assert "東京" in json.loads(data)["provenance"]["scenario"]


@only_posix
def test_a_folder_whose_name_is_no_text_is_read_and_written(tmp_path) -> None:
    line = f"noroshi init \"$(printf '{tmp_path}/a\\377b')\" && "
    line += f"noroshi site \"$(printf '{tmp_path}/a\\377b')\" --draws 2 "
    code, _, err = shell(line + f"--out \"$(printf '{tmp_path}/c\\377d')\"")
    assert (code, err) == (0, "")
    (written,) = (p for p in tmp_path.iterdir() if p.name.startswith("c"))
    assert "/a\N{REPLACEMENT CHARACTER}b" in (written / "README.md").read_text(encoding="utf-8")


@only_posix
def test_a_first_estimate_stands_below_the_bar_and_is_no_part_of_the_document(tmp_path) -> None:
    import pty

    ours, theirs = pty.openpty()
    words = ["run", "small", "--only", "warning", "--draws", "40", "--out", str(tmp_path / "out")]
    environment = {**os.environ, "NOROSHI_CACHE_SIZE": "0", "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        [sys.executable, "-m", "noroshi", *words],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment,
    ) as process:
        os.close(theirs)
        seen = b""
        # What a terminal is sent ends with an error of input, not with an end of file.
        with suppress(OSError):
            while part := os.read(ours, 1 << 16):
                seen += part
        assert process.stdout is not None
        document = process.stdout.read().decode()
    os.close(ours)
    said = seen.decode("utf-8", "replace")
    assert "First estimate, from 32 of 40 draws: " in said
    assert "First estimate" not in document
    assert " s earlier" in " ".join(document.split())
    assert process.returncode == 0
