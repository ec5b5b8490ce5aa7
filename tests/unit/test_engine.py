"""Parts of NumPy that a command does without are there for whoever asks."""

import subprocess
import sys

PROGRAM = """
import sys
from noroshi.cli.engine import prepare_scipy
prepare_scipy()
prepare_scipy()
import numpy as np
import scipy.special
parts = {"numpy.f2py", "numpy.testing"}
print(*sorted(parts & set(sys.modules)))
np.testing.assert_allclose(scipy.special.ndtr(0.0), 0.5)
print(np.f2py.get_include().endswith("src"), *sorted(parts & set(sys.modules)))
import numpy.testing
print(np.testing is numpy.testing is sys.modules["numpy.testing"])
"""


def test_what_scipy_never_uses_is_imported_when_somebody_does() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines() == ["", "True numpy.f2py numpy.testing", "True"]
