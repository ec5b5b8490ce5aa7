"""`noroshi ledger` as a user types it."""

import json
import subprocess
import sys

import pytest

from noroshi.cli import main as command_line


@pytest.fixture
def noroshi(monkeypatch, capsys):
    """Run the command in this process; returns exit code, stdout and stderr."""

    def run(*words):
        monkeypatch.setenv("COLUMNS", "120")
        monkeypatch.setattr(sys, "argv", ["noroshi", "ledger", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            command_line.main()
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return run


def test_the_answer_comes_first_and_the_files_when_they_are_asked_for(noroshi, tmp_path):
    code, out, err = noroshi("japan", "--as-of", "2015-01-01", "--out", tmp_path / "out")
    assert (code, err) == (0, "")
    assert out.startswith("By the protocol of 2013")
    assert "Who is to move, plan by plan" in out
    assert "files in" in out
    assert (tmp_path / "out/report.html").read_text(encoding="utf-8").count("<svg") == 3


def test_without_a_folder_nothing_is_written_and_in_full_every_table_is_told(
    noroshi, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    code, out, _ = noroshi("japan", "--full")
    assert code == 0
    assert not list(tmp_path.iterdir())
    for title in ("What each plan costs, and who pays", "Balance by place", "Beside the plans"):
        assert title in out
    assert "nothing is filled in" in out
    assert "--full" not in out


def test_one_json_document_and_nothing_else(noroshi):
    code, out, _ = noroshi("japan", "--in-year", "2012", "--index", "usd-defence", "--json")
    read = json.loads(out)
    assert code == 0
    assert read["schema"] == "noroshi.report/2"
    told = read["answers"]["ledger"]["variables"]
    assert (told["told_price_year"]["value"], told["told_index"]["value"]) == (2012, "usd-defence")


def test_a_sum_that_is_off_ends_with_two_and_its_line(noroshi, tmp_path):
    (tmp_path / "move.yaml").write_text(
        "scenario: {title: A move, after: 2013-01-01}\n"
        "parties: {host: {name: Host}}\n"
        "plans: {deal: {name: Deal, from: 2012-01-01, parties: [host]}}\n"
        "costs:\n"
        "  cash: {item: c, payer: host, amount: 3.1 billion USD, price_year: 2012, means: cash,\n"
        "         plan: deal}\n"
        "totals:\n"
        "  all: {item: a, plan: deal, amount: 3.9 billion USD, price_year: 2012, parts: [cash]}\n",
        encoding="utf-8",
    )
    code, out, err = noroshi(tmp_path)
    assert (code, out) == (2, "")
    assert "move.yaml:8" in err
    assert "the parts come to 3.1 billion USD, and 3.9 billion USD is stated" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--in-year", "1850"), "--in-year: "),
        (("--as-of", "1999"), "--as-of: '1999' is not a date; write e.g. 2015-01-01"),
        (("--as-of", "2015-01-01", "--against", "soon"), "--against: 'soon' is not a date"),
        (("--draws", "12"), "--draws"),
    ],
)
def test_wrong_words_end_with_two_and_no_traceback(noroshi, words, said):
    code, out, err = noroshi("japan", *words)
    assert (code, out) == (2, "")
    assert said in " ".join(err.split())
    assert "Traceback" not in err


def test_the_terminal_answer_needs_no_figures_and_no_statistics():
    program = (
        "import sys; sys.argv = ['noroshi', 'ledger', 'japan']\n"
        "from noroshi.cli.main import main\n"
        "try: main()\n"
        "except SystemExit as left: assert not left.code\n"
        "heavy = {'vl_convert', 'scipy.special', 'scipy.spatial', 'numba', 'jax', 'pint'}\n"
        "heavy &= set(sys.modules)\n"
        "print('heavy', heavy, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "heavy set()" in done.stderr
