"""What `noroshi show` lists of areas and agreements."""

from collections.abc import Mapping
from typing import Final

from noroshi.cli.column import DATES, ID, NAME, TRUST, Column, field_of, plain
from noroshi.commitments.areas import AreaKind
from noroshi.commitments.records import Agreement


def _contested_by(area: AreaKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(dispute.by for dispute in area.disputed))


def _provisions(agreement: Agreement) -> tuple[str, ...]:
    return tuple(f"{p.where}: {p.title}" for p in agreement.provisions.values())


COMMITMENTS_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "areas": (
        ID,
        NAME,
        plain("kind", "kind"),
        plain("role", "role"),
        plain("party", "party"),
        Column("contested by", "contested_by", _contested_by),
        *DATES,
        Column("basis", "basis", field_of("basis"), spare=True),
        *TRUST,
    ),
    "agreements": (
        ID,
        NAME,
        plain("form", "form"),
        plain("parties", "parties"),
        *DATES,
        Column("provisions", "provisions", _provisions),
        *TRUST,
    ),
}
