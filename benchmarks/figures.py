"""The figures of `noroshi run japan`: CPU seconds to draw them for its page and its files.

`python -m benchmarks.figures` measures this alone. Few draws are enough: a figure holds as much of
many draws as of few. All threads are counted, and the start of the drawing library, too.
"""

import json
import time
from typing import Final

import noroshi
from noroshi.cli.engine import prepare_engine
from noroshi.report import page, pictures
from noroshi.report.report import Report

Row = tuple[str, float, str, str, float | None, str]
DRAWS: Final = 16


def told() -> Report:
    """The report of the run, with nothing drawn yet."""
    prepare_engine()
    return noroshi.run(noroshi.load("japan"), draws=DRAWS)


def measure(found: Report) -> dict[str, float]:
    """CPU seconds of the page, with its tables, and of the files; and the number of figures."""
    start = time.process_time()
    page.page(found)
    middle = time.process_time()
    shown = page.figures(found)
    pictures.files(shown, found)
    end = time.process_time()
    return {"figures": len(shown), "page": middle - start, "files": end - middle}


def rows() -> list[Row]:
    found = measure(told())
    job = f"the {found['figures']:.0f} figures of `noroshi run japan`, on its page and as files"
    return [(job, found["page"] + found["files"], "CPU s", "", None, "≤ 5 CPU s")]


if __name__ == "__main__":
    print(json.dumps(measure(told())))
