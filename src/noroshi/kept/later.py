"""Results that are written when there is time: who waits for an answer waits for no file."""

from collections.abc import Sequence
from typing import Any

from noroshi.kept.form import Record, settled
from noroshi.kept.store import Store


class Later:
    """A store in front of another one, which is told of new results when it is asked to be."""

    def __init__(self, store: Store) -> None:
        """Nothing waits yet.

        Args:
            store: where results are found, and kept in the end.
        """
        self._store = store
        self._waiting: dict[tuple[str, str], Any] = {}

    def found(self, stage: str, key: str, records: Sequence[Record]) -> Any:
        """The result kept under a key, or that waits to be."""
        waiting = self._waiting.get((stage, key))
        return self._store.found(stage, key, records) if waiting is None else waiting

    def keep(self, stage: str, key: str, value: Any) -> None:
        """Keep a result later on; its arrays cannot be written to from now on."""
        settled(value)
        self._waiting[stage, key] = value

    def write(self) -> None:
        """Keep what waits."""
        while self._waiting:
            place = next(iter(self._waiting))
            self._store.keep(*place, self._waiting[place])
            del self._waiting[place]
