"""`*.nc`: each answer as one netCDF-4 file that `xarray.open_dataset` opens."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import xarray as xr

from noroshi.questions.answer import DRAW, Answer, axes_of
from noroshi.report.report import Report
from noroshi.stats import Sampled

STATISTIC: Final = "statistic"
_PACKED_ABOVE: Final = 100_000
"""Variables of more values than this are kept in single precision and compressed: a time of an
hour keeps 0.2 ms, an altitude of 4,000 km keeps 0.3 m, far below what the draws tell apart."""


def files(report: Report, *, every_draw: bool = False) -> dict[str, Callable[[Path], None]]:
    """What writes each file, by its name.

    Args:
        report: whose answers are written.
        every_draw: also a file of each answer with every draw of every variable.
    """
    found: dict[str, Callable[[Path], None]] = {
        f"{a.question}.nc": partial(_write, summarised(a), report) for a in report.answers
    }
    if every_draw:
        found |= {f"{a.question}-draws.nc": partial(_write, a.data, report) for a in report.answers}
    return found


def summarised(answer: Answer) -> xr.Dataset:
    """The answer with means, percentiles and their errors along an axis in the draws' place."""
    columns = {name: _summary(answer, name) for name in answer.told}
    used = {axis for v in columns.values() for axis in v.dims}
    coordinates: dict[Any, Any] = {k: answer.data.variables[k] for k in answer.data.coords}
    kept = {k: c for k, c in coordinates.items() if used.issuperset(c.dims) and k != DRAW}
    if STATISTIC in used:
        kept[STATISTIC] = xr.Variable(STATISTIC, np.array(Sampled._fields))
    return xr.Dataset(columns, kept, answer.data.attrs)


def _summary(answer: Answer, name: str) -> xr.Variable:
    values = answer.told[name]
    if DRAW not in values.dims:
        return xr.Variable(values.dims, values.array, values.attrs)
    found = np.stack([*answer.statistics[name].values()], axis=-1)
    return xr.Variable((*axes_of(values), STATISTIC), found, values.attrs)


def _write(data: xr.Dataset, report: Report, file: Path) -> None:
    made = {
        "title": report.title,
        "history": report.provenance.line,
        "references": report.provenance.cite,
    }
    # What lies along an axis without entries has no number; such an axis no library writes.
    something = data.drop_dims([axis for axis, entries in data.sizes.items() if not entries])
    stamped = something.assign_attrs({**data.attrs, **made})
    encoding: Any = {str(name): _stored(variable) for name, variable in stamped.variables.items()}
    stamped.to_netcdf(file, engine="h5netcdf", encoding=encoding)


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
