"""Files to start from: a small scenario, or what differs from another one."""

import json
import os
import tempfile
from pathlib import Path

from noroshi.errors import NoroshiError
from noroshi.scenario.differences import FILE_NAME, differences_file
from noroshi.scenario.files import built_in, scenario_files
from noroshi.scenario.schema import json_schema

TEMPLATE = "small"
SCHEMA_FILE = "noroshi.schema.json"


def write_template(folder: Path, base: str | None = None) -> tuple[Path, ...]:
    """Write files to start from, and the schema for editors, into a new or empty folder.

    Args:
        folder: to be made.
        base: scenario that is extended: a file with examples of what may differ from it; None =
            a copy of the built-in small scenario.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NoroshiError(f"{folder} is not an empty folder; name a new one")
    if blocked := next((p for p in folder.parents if p.exists() and not p.is_dir()), None):
        raise NoroshiError(f"{blocked} is not a folder; name another one")
    if base is None:
        content = {p.name: p.read_bytes() for p in scenario_files(built_in()[TEMPLATE])}
    else:
        content = {FILE_NAME: differences_file(base, folder).encode()}
    schema = json.dumps(json_schema(extending=base is not None), indent=1, ensure_ascii=False)
    _write_whole(folder, {**content, SCHEMA_FILE: schema.encode()})
    return tuple(folder / name for name in sorted([*content, SCHEMA_FILE]))


def _write_whole(folder: Path, content: dict[str, bytes]) -> None:
    """Each file whole: written beside, then renamed; a folder that is there stays itself."""
    home = folder if folder.exists() else folder.parent
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".noroshi-") as beside:
        made = Path(beside) / "made"
        made.mkdir()
        for name, data in content.items():
            (made / name).write_bytes(data)
        if home != folder:
            os.replace(made, folder)
            return
        for name in content:
            os.replace(made / name, folder / name)
