"""Write docs/stored-run.json: what the commands of the README print, all of one version and seed.

    python tools/store_run.py                  # every command: minutes
    python tools/store_run.py --only "city"    # those with this word; the others stay as stored
    python tools/store_run.py --draws 8        # quick, to try the script itself

Then it puts what was printed into the README, below each command. A block that ends in "…" shows
as many paragraphs as it had. `tests/end_to_end/test_readme.py` holds the README against the file.
"""

import argparse
import json
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from noroshi import __version__
from noroshi.questions import QUESTIONS, question

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "docs" / "stored-run.json"
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ (noroshi [^\n]+)\n(.*?)```\n", re.DOTALL)
"""A command of the README, and what stands below it."""
CUT = "…\n"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--draws", type=int, default=128)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--only", default="")
    given = asked.parse_args()
    commands = [match[1] for match in BLOCK.finditer(README.read_text(encoding="utf-8"))]
    kept = _kept(given.draws, given.seed) if given.only else {}
    for command in commands:
        if given.only in command or command not in kept:
            print(command, file=sys.stderr)
            kept[command] = ask(command, draws=given.draws, seed=given.seed)
            store(kept, commands, draws=given.draws, seed=given.seed)
    README.write_text(with_output(README.read_text(encoding="utf-8"), kept), encoding="utf-8")
    return 0


def _kept(draws: int, seed: int) -> dict[str, str]:
    """What is stored, by command, if it is of this version and these draws."""
    found = json.loads(STORED.read_text(encoding="utf-8"))
    if (found["version"], found["draws"], found["seed"]) != (__version__, draws, seed):
        raise SystemExit("what is stored is of another version, draws or seed: run all commands")
    return {
        command: "".join(f"{line}\n" for line in lines)
        for command, lines in found["printed"].items()
    }


def ask(command: str, *, draws: int, seed: int) -> str:
    """What a command prints at a terminal of 80 columns, in a folder of its own."""
    words = [*shlex.split(command)[1:], *_drawn(command, draws, seed)]
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "noroshi", *words],
            stdout=subprocess.PIPE, text=True, check=True, cwd=folder,
        )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def _drawn(command: str, draws: int, seed: int) -> list[str]:
    """What says how often to draw; commands that draw nothing have no such option."""
    name = shlex.split(command)[1]
    if name in QUESTIONS and not question(name).postures:
        return []
    return ["--draws", str(draws), "--seed", str(seed)]


def with_output(text: str, printed: dict[str, str]) -> str:
    """The README with what each command printed, cut where it was cut."""

    def block(match: re.Match[str]) -> str:
        lines = printed[match[1]]
        if match[2].endswith(CUT):
            shown = match[2].removesuffix(CUT).count("\n\n")
            lines = "\n\n".join(lines.split("\n\n")[: shown + 1]).rstrip("\n") + f"\n{CUT}"
        return f"```console\n$ {match[1]}\n{lines}```\n"

    return BLOCK.sub(block, text)


def store(printed: dict[str, str], order: list[str], *, draws: int, seed: int) -> None:
    """Keep it in the order of the README, a line a line, so that a change is seen in its place."""
    whole = {
        "schema": "noroshi.stored-run/2",
        "version": __version__,
        "draws": draws,
        "seed": seed,
        "printed": {
            command: printed[command].splitlines() for command in order if command in printed
        },
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    STORED.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
