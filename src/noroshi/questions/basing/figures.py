"""Figures."""

import xarray as xr

from noroshi.questions.answer import Figure
from noroshi.questions.basing.records import BasingTable


def figures(table: BasingTable, data: xr.Dataset) -> tuple[Figure, ...]:
    """None yet."""
    return ()
