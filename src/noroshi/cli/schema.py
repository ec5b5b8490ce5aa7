"""`noroshi schema`: the JSON Schema of scenario files."""

import json as json_text
import os
from pathlib import Path
from typing import Annotated

import typer

from noroshi.cli.words import path
from noroshi.errors import NoroshiError


def schema(
    out: Annotated[
        Path | None,
        typer.Option(parser=path, help="Write it to this file instead of printing it."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print the JSON Schema of scenario files, so that an editor completes and checks them."""
    from noroshi.cli.printing import print_document, print_json
    from noroshi.scenario.schema import json_schema

    document = json_schema()
    if out is not None:
        _write_whole(out, json_text.dumps(document, indent=1, ensure_ascii=False))
    if json:
        print_document("schema", {"json_schema": document})
    elif out is None:
        print_json(json_text.dumps(document, indent=1, ensure_ascii=False))
    else:
        print(f"{out}: begin a file with `# yaml-language-server: $schema={out.name}`")


def _write_whole(file: Path, text: str) -> None:
    """Write beside, then rename: an interrupt leaves the old file or the new one.

    What is no file of its own, such as a device or a link, is written into and never replaced.
    """
    if file.is_dir():
        raise NoroshiError(f"'{file}' is a folder; --out wants a file")
    own = not file.is_symlink() and (file.is_file() or not file.exists())
    beside = file.with_name(f".{file.name}.partial") if own else file
    try:
        beside.write_text(text + "\n", encoding="utf-8")
        if own:
            os.replace(beside, file)
    except BrokenPipeError:
        raise
    except OSError as error:
        if own:
            beside.unlink(missing_ok=True)
        why = error.strerror or str(error)
        raise NoroshiError(f"cannot write '{file}': {why}; choose another with --out") from None
