"""`make bench`: print every row and write benchmarks/latest.md.

Peers run in the same process or the same minute: quote the ratios, the machine's speed drifts.
"""

import math
import os
import platform
import sys
from datetime import date
from pathlib import Path

from benchmarks import commands, figures, filters, flights, lab, looks, windows

HERE = Path(__file__).resolve().parent
HEAD = """\
| job | measured | target | peer in the same run, or what it took | ratio to the peer |
|---|---|---|---|---|
"""


def main() -> int:
    rows = []
    for module in (flights, looks, filters, windows, figures, commands, lab):
        for row in module.rows():
            print(line(row), flush=True)
            rows.append(line(row))
    machine = f"{platform.machine()}, {os.cpu_count()} cores"
    about = f"{date.today()}, {machine}, Python {platform.python_version()}"
    page = f"# Benchmarks\n\nWritten by `make bench`: {about}.\n\n{HEAD}" + "\n".join(rows) + "\n"
    (HERE / "latest.md").write_text(page, encoding="utf-8")
    return 0


def line(row: tuple[str, float, str, str, float | None, str]) -> str:
    """One table row from (job, value, unit, peer, ratio, target)."""
    job, value, unit, peer, ratio, target = row
    shown = "" if ratio is None or math.isnan(ratio) else f"{ratio:,.3g}"
    return f"| {job} | {value:,.3g} {unit} | {target} | {peer} | {shown} |"


if __name__ == "__main__":
    sys.exit(main())
