"""What a worker of the lab does first, in its own process."""

from noroshi.cli.engine import cache_folder, prepare_engine, prepare_scipy, prepare_xarray
from noroshi.cli.kept_results import keep_results_in


def prepare() -> None:
    """Make the engine fast as a command does, before anything imports it."""
    # What is wrong with the cache was told by the command.
    keep_results_in(prepare_engine() if cache_folder(told=False) else None)
    prepare_scipy()
    prepare_xarray()
