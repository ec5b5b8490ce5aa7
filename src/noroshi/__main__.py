"""`noroshi`, and `python -m noroshi`."""

import gc
import os
import sys

_NEW_OBJECTS = 400_000
"""How many more objects than now set off a search for dead cycles, so that none is made while a run
starts; Python's own number is 700."""


def main() -> None:
    """Run the command line; a command that is stopped while it still starts ends as any other."""
    # Each search walks over all that imports and JAX's traces have built up: a tenth of the time of
    # a short command.
    gc.set_threshold(_NEW_OBJECTS)
    # Looking for pydantic's plugins, of which a command has a use for none, reads of every package
    # that is installed what it offers.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Matrices here are small and many: who shares one out among threads waits for them longer than
    # it takes, and waits at work. 64 systems of 100 equations: 5 ms by one, 125 to 570 by two.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from noroshi.cli.main import main as command_line

        try:
            command_line()
        finally:
            # Python would search all that is left several times before it goes: a third of a short
            # command.
            gc.freeze()
    except KeyboardInterrupt:
        print("noroshi: stopped", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
