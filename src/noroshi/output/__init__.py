"""What leaves the program: tables, data files, figures and the report.

What needs xarray or JAX is loaded when it is first used: they take seconds to start, and a page
about promises or money needs neither.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from noroshi.report.folder import check_writable

if TYPE_CHECKING:
    from noroshi.output.dataset import to_xarray
    from noroshi.output.results import write

__all__ = ["check_writable", "to_xarray", "write"]

_HOME = {"to_xarray": "noroshi.output.dataset", "write": "noroshi.output.results"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'noroshi.output' has no attribute '{name}'")
    found = globals()[name] = getattr(import_module(_HOME[name]), name)
    return found
