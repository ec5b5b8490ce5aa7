"""`*.nc`: each answer as one netCDF-4 file that `xarray.open_dataset` opens.

Written by h5py, as the netCDF-4 format lies in HDF5 (docs.unidata.ucar.edu/netcdf-c, "NetCDF-4
format specification"): h5netcdf, which reads it, looks every dimension up anew for each variable,
and takes five times as long to write the same.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import h5py
import numpy as np

from noroshi.questions.answer import DRAW, Answer, PlainData, axes_of
from noroshi.questions.plain_data import Values
from noroshi.report.report import Report
from noroshi.stats import Sampled

STATISTIC: Final = "statistic"
_PACKED_ABOVE: Final = 100_000
"""Variables of more values than this are kept in single precision and compressed: a time of an
hour keeps 0.2 ms, an altitude of 4,000 km keeps 0.3 m, far below what the draws tell apart."""
_PACKED: Final = {"dtype": "f4", "compression": "gzip", "compression_opts": 1, "shuffle": True}
_TEXT: Final = h5py.string_dtype()
_TEXT_TYPE: Final = h5py.h5t.py_create(_TEXT, logical=True)
_ONE: Final = h5py.h5s.create(h5py.h5s.SCALAR)
_NO_VARIABLE: Final = "This is a netCDF dimension but not a netCDF variable."
"""By these words a reader tells a dimension without a coordinate of its own."""


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
        found |= {
            f"{a.question}-draws.nc": partial(_write, a.plain, report) for a in report.answers
        }
    return found


def summarised(answer: Answer) -> PlainData:
    """The answer with means, percentiles and their errors along an axis in the draws' place."""
    columns = {name: _summary(answer, name) for name in answer.told}
    used = {axis for v in columns.values() for axis in v.dims}
    coordinates = answer.plain.coords
    kept = {k: c for k, c in coordinates.items() if used.issuperset(c.dims) and k != DRAW}
    if STATISTIC in used:
        kept[STATISTIC] = Values((STATISTIC,), np.array(Sampled._fields), {})
    return PlainData(columns, kept, answer.plain.attrs)


def _summary(answer: Answer, name: str) -> Values:
    values = answer.told[name]
    if DRAW not in values.dims:
        return values
    found = np.stack([*answer.statistics[name].values()], axis=-1)
    return Values((*axes_of(values), STATISTIC), found, values.attrs)


def _write(data: PlainData, report: Report, file: Path) -> None:
    made = {
        "title": report.title,
        "history": report.provenance.line,
        "references": report.provenance.cite,
    }
    variables, attributes = _with_coordinates(data)
    stored = {name: _stored(values) for name, values in variables.items()}
    axes = PlainData(stored, {}, {}).sizes
    numbers = {axis: number for number, axis in enumerate(axes)}
    with h5py.File(file, "w", track_order=True) as out:
        _describe(out, {**attributes, **made})
        scales = {
            axis: _add_axis(out, axis, size, stored.get(axis), numbers)
            for axis, size in axes.items()
        }
        for name, variable in stored.items():
            if name not in axes:
                written = _add(out, name, variable)
                for place, axis in enumerate(variable.dims):
                    h5py.h5ds.attach_scale(written.id, scales[axis].id, place)


def _with_coordinates(data: PlainData) -> tuple[dict[str, Values], dict[str, Any]]:
    """Variables and attributes; each variable names the coordinates that lie along its axes and are
    none of them, as the conventions (CF) have it; those that no variable names, the file does.

    What lies along an axis without entries has no number; such an axis no library writes.
    """
    some = {name: values for name, values in data.variables.items() if values.array.size}
    beside = {name: some[name] for name in data.coords if name in some and name not in data.sizes}
    found, left = {}, {*beside}
    for name, values in some.items():
        apart = name in beside or name in data.sizes
        own = {n for n, c in beside.items() if not apart and {*c.dims} <= {*values.dims}}
        left -= own
        found[name] = values._replace(attrs={**values.attrs, **_naming(own)})
    return found, {**data.attrs, **_naming(left)}


def _naming(coordinates: set[str]) -> dict[str, str]:
    return {"coordinates": " ".join(sorted(coordinates))} if coordinates else {}


def _stored(variable: Values) -> Values:
    """As it lies in the file.

    Text is characters of fixed width in UTF-8, along an axis of their own: every netCDF reader
    knows it, also those without strings of any length.
    """
    if variable.array.dtype.kind != "U":
        return variable
    letters = np.array(np.char.encode(variable.array, "utf-8"))
    width = letters.dtype.itemsize
    return Values(
        (*variable.dims, f"string{width}"),
        letters[..., None].view("S1"),
        {**variable.attrs, "_Encoding": "utf-8"},
    )


def _add_axis(
    out: h5py.File, axis: str, size: int, coordinate: Values | None, numbers: Mapping[str, int]
) -> h5py.Dataset:
    """A dimension, which is its coordinate where it has one, and an empty place where it has none.

    Args:
        out: the file.
        axis: its name.
        size: of it.
        coordinate: along it, and as text along that of its characters.
        numbers: of all dimensions, by which a coordinate says along which it lies.
    """
    if coordinate is None:
        made = out.create_dataset(axis, (size,), ">f4", track_order=True)
        name = f"{_NO_VARIABLE}{size:10}"
    else:
        made, name = _add(out, axis, coordinate), axis
        made.attrs["_Netcdf4Coordinates"] = np.array(
            [numbers[d] for d in coordinate.dims], np.int32
        )
    h5py.h5ds.set_scale(made.id, name.encode())
    made.attrs["_Netcdf4Dimid"] = np.int32(numbers[axis])
    return made


def _add(out: h5py.File, name: str, variable: Values) -> h5py.Dataset:
    """A variable with its values and what is said of it, along no dimension yet."""
    values = variable.array
    packed: dict[str, Any] = {}
    if values.dtype == np.float64 and values.size > _PACKED_ABOVE:
        packed = _PACKED
    added = out.create_dataset(name, data=values, track_order=True, **packed)
    _describe(added, variable.attrs)
    return added


def _describe(what: h5py.File | h5py.Dataset, attributes: Mapping[Any, Any]) -> None:
    for name, value in attributes.items():
        if isinstance(value, str):  # a sixth of the time that h5py takes to find out what it is
            made = h5py.h5a.create(what.id, str(name).encode(), _TEXT_TYPE, _ONE)
            made.write(np.array(value, _TEXT))
        else:
            what.attrs[name] = value
