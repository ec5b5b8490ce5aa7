"""Days that a file or an option may name, with room on both sides to count from them.

Times are counted in years after a day and in weeks before it, in calendars and formats that end:
at the year 9999 Python's, at 2262 netCDF's readers'. A day that stands for "for ever" is left out.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

FIRST: Final = date(1600, 1, 1)
LAST: Final = date(2200, 1, 1)


def fault_of_day(day: date) -> str:
    """What is wrong with a day, and what to write; empty if nothing is."""
    if FIRST <= day <= LAST:
        return ""
    return f"{day.isoformat()} is too far away to count from; write a day from {FIRST} to {LAST}"


def _read(day: date) -> date:
    if why := fault_of_day(day):
        why = f"{why}, or leave out what has no beginning or end"
        raise PydanticCustomError("day", "{why}", {"why": why})
    return day


Day = Annotated[date, AfterValidator(_read)]
"""A day of a posture, of an entry's dates or of an event."""


def _utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


Instant = Annotated[datetime, AfterValidator(_utc)]
"""A moment; without a zone it is UTC."""

FiscalYear = Annotated[int, Field(ge=1900, le=2100)]
"""A year of a budget."""
