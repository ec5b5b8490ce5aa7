"""What is written by h5py is what xarray itself would have written, for every reader."""

from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

from noroshi.questions.answer import PlainData
from noroshi.report.netcdf import files

MADE = SimpleNamespace(title="A world", provenance=SimpleNamespace(line="made by", cite="cite"))
SAID = {"title": "A world", "history": "made by", "references": "cite"}


def everything():
    """All kinds of variables, among them those along an axis that has no coordinate."""
    many = np.random.default_rng(3).normal(size=(60_000, 2))
    many[7] = np.nan, np.inf
    return xr.Dataset(
        {
            "title": ((), "狼煙", {"long_name": "a word"}),
            "nothing": (("place",), np.array(["", "", ""])),
            "word": (("place", "draw"), np.array([["a", "é"], ["", "煙 "], ["long word", "c"]])),
            "count": (("place",), np.array([3, -2, 2**40]), {"units": "1", "long_name": "count"}),
            "one": ((), 2.5, {"units": "s"}),
            "between": (("posture", "place"), np.arange(9.0).reshape(3, 3), {"units": "s"}),
            "gain": (("draw", "place"), np.array([[1.0, np.nan, -np.inf], [0.0, -0.0, 1e-300]])),
            "many": (("flight", "draw"), many, {"units": "s"}),
            "never": (("look",), np.zeros(0)),
        },
        {
            "place": ("place", np.array(["a", "é", "煙"]), {"long_name": "place"}),
            "place_name": ("place", np.array(["Alpha", "É", ""]), {"long_name": "place, name"}),
            "flight": ("flight", np.arange(60_000), {"long_name": "flight"}),
            "posture": ("posture", np.array(["was", "is", "both"])),
            "share": ("share", np.array([0.5, 0.9])),
            "share_name": ("share", np.array(["half", "most"])),
            "look": ("look", np.zeros(0, "U1")),
        },
        {"Conventions": "CF-1.11"},
    )


def by_xarray(data, file):
    """The oracle: xarray's own writing, by h5netcdf."""
    stored = {n: {"dtype": "S1"} for n, v in data.variables.items() if v.dtype.kind == "U"}
    plain = {n: {"_FillValue": None} for n in data.variables if n not in stored}
    data.assign_attrs(SAID).to_netcdf(file, engine="h5netcdf", encoding=stored | plain)


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_readers_find_what_xarray_would_have_written(engine, tmp_path):
    pytest.importorskip({"h5netcdf": "h5netcdf", "netcdf4": "netCDF4"}[engine])
    data = everything()
    answer = SimpleNamespace(question="x", plain=PlainData.of(data), told={}, statistics={})
    files(SimpleNamespace(answers=[answer], **vars(MADE)), every_draw=True)["x-draws.nc"](
        tmp_path / "ours.nc"
    )
    kept = data.drop_dims("look").assign(many=data["many"].astype("f4"))
    by_xarray(kept, tmp_path / "theirs.nc")
    with (
        xr.open_dataset(tmp_path / "ours.nc", engine=engine) as ours,
        xr.open_dataset(tmp_path / "theirs.nc", engine=engine) as theirs,
    ):
        assert ours.identical(theirs)
        assert ours.sizes == theirs.sizes
        assert [*ours.data_vars] == [*theirs.data_vars]
        for name, variable in theirs.variables.items():
            assert ours[name].dtype == variable.dtype, name
            assert ours[name].encoding.get("char_dim_name") == variable.encoding.get(
                "char_dim_name"
            )
        assert ours["many"].encoding["zlib"]


def test_signs_of_zero_and_numbers_at_the_end_of_the_range_are_kept(tmp_path):
    answer = SimpleNamespace(question="x", plain=PlainData.of(everything()), told={}, statistics={})
    files(SimpleNamespace(answers=[answer], **vars(MADE)), every_draw=True)["x-draws.nc"](
        tmp_path / "ours.nc"
    )
    with xr.open_dataset(tmp_path / "ours.nc") as ours:
        gain = ours["gain"].to_numpy()
        assert gain.tobytes() == everything()["gain"].to_numpy().tobytes()
