"""Templates as Python has made them, beside the compiled loops: to make one takes 10 ms."""

from contextlib import suppress

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from noroshi.compiled.folder import kept_in


class _MadeTemplates(FileSystemBytecodeCache):
    """Those of one state of this program's sources; each is found by its text."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one, where there is room for it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def made_templates() -> FileSystemBytecodeCache | None:
    """Where they are kept; None = there is no place."""
    folder = kept_in()
    if folder is None:
        return None
    home = folder / "templates"
    with suppress(OSError):
        home.mkdir(exist_ok=True)
        return _MadeTemplates(str(home))
    return None
