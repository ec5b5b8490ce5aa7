"""All files of `noroshi watch --out DIR`."""

from functools import partial
from pathlib import Path
from typing import Any

import xarray as xr

from noroshi.output.json_parts import strict_json
from noroshi.output.watch import site, waters
from noroshi.output.watch.czml import watch_czml
from noroshi.output.watch.document import document
from noroshi.output.watch.geojson import watch_geojson
from noroshi.output.watch.page import page
from noroshi.questions.site.day import orbits
from noroshi.report.folder import Content, write_files
from noroshi.report.spreadsheet import csv_text
from noroshi.study.watch import Watch


def write_watch(watch: Watch, directory: Path) -> list[Path]:
    """Write the page, the data and the maps into a folder; returns the files."""
    return write_files(directory, {"watch.html": page(watch), **watch_data(watch)})


def watch_data(watch: Watch) -> dict[str, Content]:
    """Every file but the page, by its name."""
    return {
        "watch.json": strict_json(document(watch)),
        **{name: csv_text(table) for name, table in _tables(watch).items()},
        "watch.czml": _czml(watch),
        "watch.geojson": watch_geojson(watch),
        "watch.nc": partial(_netcdf, watch),
    }


def _tables(watch: Watch) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in watch.sites:
        found |= site.tables(each)
    for seen in watch.waters:
        found |= waters.tables(seen)
    return found


def _czml(watch: Watch) -> str:
    assert watch.after.day is not None  # a posture is cut at a date
    sites = [found.answer.site for found in watch.sites]
    shown = orbits(watch.sites[0].after) if watch.sites else None
    posture = shown.watch.scenario if shown else watch.after
    return watch_czml(posture, watch.after.day, sites, shown)


def _netcdf(watch: Watch, file: Path) -> None:
    """A group a question; open one with `xarray.open_dataset(file, group="basing")`."""
    groups: dict[str, xr.Dataset] = {}
    groups |= {f"site-{found.answer.site}": site.dataset(found) for found in watch.sites}
    groups |= {f"waters-{found.answer.waters}": waters.dataset(found) for found in watch.waters}
    for found_waters in watch.waters:
        for posture, cells in zip(("before", "after"), found_waters.pictures, strict=True):
            groups[f"cells-{found_waters.answer.waters}-{posture}"] = cells
    root = xr.Dataset(attrs={"title": watch.after.title, "groups": ", ".join(groups)})
    root.to_netcdf(file, engine="h5netcdf")
    for name, dataset in groups.items():
        encoding = {
            str(key): {"dtype": "S1"} if variable.dtype.kind == "U" else {"_FillValue": None}
            for key, variable in dataset.variables.items()
        }
        dataset.to_netcdf(file, mode="a", engine="h5netcdf", group=name, encoding=encoding)
