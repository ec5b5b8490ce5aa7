"""Write docs/stored-run.json: the answers that the README quotes, all of one version and seed.

    python tools/store_run.py            # the commands of the README as they stand: minutes
    python tools/store_run.py --draws 8  # quick, to try the script itself

`tests/end_to_end/test_readme.py` then holds every result in the README against it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from noroshi import __version__

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "docs" / "stored-run.json"
BASES = "--base misawa --base kadena --base andersen --station senkaku --station korea-west"
COMMANDS = (
    "run japan",
    f"watch japan {BASES}",
    "watch japan --site yongbyon",
    "watch japan --waters senkaku",
)
"""Those whose answers hang on the draws; what is declared needs no run."""
LEFT_OUT = {"warnings", "watch", "null_means", "drivers", "noticed_by_distance"}
"""Of a document: long lists that no sentence quotes, and what another command tells in full."""
DIGITS, LONGEST = 6, 30


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--draws", type=int, default=128)
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args()
    options = f"--draws {given.draws} --seed {given.seed}"
    answers = []
    for command in COMMANDS:
        print(f"noroshi {command} {options}", file=sys.stderr)
        answers.append({"command": f"noroshi {command}", "answer": slim(ask(command, options))})
    whole = {
        "schema": "noroshi.stored-run/1",
        "version": __version__,
        "draws": given.draws,
        "seed": given.seed,
        "answers": answers,
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    # A line an answer, so that a change is seen in the right place.
    STORED.write_text(text.replace('{"command"', '\n{"command"') + "\n", encoding="utf-8")
    return 0


def ask(command: str, options: str) -> Any:
    """What a command answers, as data."""
    with tempfile.TemporaryDirectory() as folder:
        words = [*command.split(), *options.split(), "--out", folder, "--json"]
        done = subprocess.run(
            [sys.executable, "-m", "noroshi", *words], stdout=subprocess.PIPE, text=True, check=True
        )
    return json.loads(done.stdout)


def slim(node: Any) -> Any:
    """Numbers with six digits, without what no sentence can quote."""
    if isinstance(node, dict):
        return {key: slim(value) for key, value in node.items() if key not in LEFT_OUT}
    if isinstance(node, list):
        return [slim(value) for value in node if not _late(value)]
    return float(f"{node:.{DIGITS}g}") if isinstance(node, float) else node


def _late(value: Any) -> bool:
    """Of a curve by days, what lies beyond a month."""
    return isinstance(value, dict) and value.get("days", 0) > LONGEST


if __name__ == "__main__":
    raise SystemExit(main())
