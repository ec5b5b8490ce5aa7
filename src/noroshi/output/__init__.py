"""What leaves the program: tables, data files, figures and the report."""

from noroshi.output.dataset import to_xarray
from noroshi.output.results import write
from noroshi.output.write import check_writable

__all__ = ["check_writable", "to_xarray", "write"]
