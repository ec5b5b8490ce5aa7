"""JAX in float64, and where it keeps what it has compiled: imported before any kernel is traced."""

from pathlib import Path
from tempfile import NamedTemporaryFile

import jax
from jax.experimental.compilation_cache import compilation_cache

jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]

WORTH_KEEPING = 0.2
"""What takes no longer to compile is not kept [s]."""


def compile_cache(folder: str | Path | None) -> Path | None:
    """Keep compiled functions in a folder from now on, so that the next process starts warm.

    A library changes nothing of its host's process by itself; the command line has a cache of its
    own. It is one setting for all of JAX in this process, whoever uses it.

    Example::

        noroshi.compile_cache("~/.cache/noroshi")

    Args:
        folder: made if missing, with `~` for one's home; None = keep nothing from now on.

    Returns:
        The folder, absolute; None without one.

    Raises:
        OSError: nothing can be written there.
    """
    kept = None if folder is None else Path(folder).expanduser().absolute()
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=kept):  # what cannot be written there is told now
            pass
    settings = {
        "jax_enable_compilation_cache": True,
        "jax_compilation_cache_dir": None if kept is None else str(kept),
        "jax_persistent_cache_min_compile_time_secs": WORTH_KEEPING,
        "jax_persistent_cache_min_entry_size_bytes": -1,
    }
    for name, value in settings.items():
        jax.config.update(name, value)  # type: ignore[no-untyped-call]
    compilation_cache.reset_cache()  # JAX looks at the folder once, and then no more
    return kept
