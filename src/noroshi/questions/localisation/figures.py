import xarray as xr
from noroshi.questions.answer import Figure


def figures(data: xr.Dataset) -> tuple[Figure, ...]:
    return ()
