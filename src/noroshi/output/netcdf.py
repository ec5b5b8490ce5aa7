"""`assessment.nc`: both postures as groups of one netCDF-4 file."""

from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from noroshi.output.dataset import to_xarray
from noroshi.questions.warning.pipe.comparison import Comparison

GROUPS = ("before", "after")
_PACKED_ABOVE = 100_000
"""Variables of more values than this are kept in single precision and compressed: a time of an
hour keeps 0.2 ms, an altitude of 4,000 km keeps 0.3 m, far below what the draws tell apart."""


def write_netcdf(comparison: Comparison, file: Path) -> None:
    """Write both postures, each in a group of its own name, into a new file.

    Open one with `xarray.open_dataset(file, group="after")`.
    """
    xr.Dataset(
        attrs={"title": comparison.after.scenario.title, "groups": ", ".join(GROUPS)}
    ).to_netcdf(file, engine="h5netcdf")
    for group, assessment in zip(GROUPS, (comparison.before, comparison.after), strict=True):
        dataset = to_xarray(assessment)
        dataset.to_netcdf(
            file, mode="a", engine="h5netcdf", group=group, encoding=_encoding(dataset)
        )


def _encoding(dataset: xr.Dataset) -> dict[str, dict[str, Any]]:
    return {str(name): _stored(variable) for name, variable in dataset.variables.items()}


def _stored(variable: xr.Variable) -> dict[str, Any]:
    # Text as fixed-width UTF-8 characters: every netCDF reader knows it, also those without
    # variable-length strings.
    if variable.dtype.kind == "U":
        return {"dtype": "S1"}
    # A fill value would mark values as missing; NaN has its own meaning here.
    stored: dict[str, Any] = {"_FillValue": None}
    if variable.dtype == np.float64 and variable.size > _PACKED_ABOVE:
        stored |= {"dtype": "f4", "compression": "gzip", "compression_opts": 1, "shuffle": True}
    return stored
