"""What a command prints of a report, at a window of some width."""

import io
import os
from contextlib import redirect_stdout
from unittest.mock import patch

from noroshi.report.report import Report
from noroshi.report.terminal import print_opening, print_rest


def screen(report: Report, *, width: int, full: bool = False) -> str:
    with redirect_stdout(io.StringIO()) as out, patch.dict(os.environ, COLUMNS=str(width)):
        print_opening(report, full=full)
        print_rest(report, full=full)
    return out.getvalue()
