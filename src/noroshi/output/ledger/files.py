"""All files of `noroshi ledger --out DIR`."""

from pathlib import Path

from noroshi.output.json_parts import strict_json
from noroshi.output.ledger.document import document
from noroshi.output.ledger.found import Found
from noroshi.output.ledger.page import page
from noroshi.output.ledger.tables import tables
from noroshi.report.folder import Content, write_files
from noroshi.report.spreadsheet import csv_text


def write_ledger(found: Found, directory: Path) -> list[Path]:
    """Write the page and the data into a folder; returns the files."""
    return write_files(directory, {"ledger.html": page(found), **ledger_data(found)})


def ledger_data(found: Found) -> dict[str, Content]:
    """Every file but the page, by its name."""
    return {
        "ledger.json": strict_json(document(found)),
        **{name: csv_text(table) for name, table in tables(found).items()},
    }
