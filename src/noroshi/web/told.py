"""What is told of declared worlds, worked out once and kept: documents, sources, the land."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from noroshi.errors import NoroshiError
from noroshi.scenario.loading import load
from noroshi.web.coast import coast_text
from noroshi.web.records import ScenarioEntry, Scenarios, SourceEntry
from noroshi.web.uploads import Worlds
from noroshi.web.world import source_entries, world_document


class Told:
    """Of each world of a server, by its id; asked from many threads."""

    def __init__(self, worlds: Worlds) -> None:
        """Nothing is worked out yet."""
        self._worlds = worlds
        self._kept: dict[tuple[str, str], Any] = {}
        self._one = threading.Lock()
        self._locks: dict[tuple[str, str], threading.Lock] = {}

    def ahead(self) -> None:
        """Work out what every page asks first."""
        with suppress(NoroshiError):
            self.world(self._worlds.chosen)
            self.coast(self._worlds.chosen)

    def world(self, id_: str) -> str:
        """The document of a world, as JSON.

        Raises:
            NoroshiError: there is no such world, or it is wrong.
        """

        def made() -> str:
            document = world_document(id_, self._worlds.word(id_))
            return document.model_dump_json(by_alias=True)

        return self._once("world", id_, made)

    def coast(self, id_: str) -> str:
        """The land for a world's globe, as GeoJSON."""
        return self._once("coast", id_, lambda: coast_text(load(self._worlds.word(id_))))

    def sources(self, id_: str) -> dict[str, SourceEntry]:
        """Its sources by id."""
        word = self._worlds.word(id_)
        return self._once("sources", id_, lambda: {s.id: s for s in source_entries(load(word))})

    def entry(self, id_: str) -> ScenarioEntry:
        """A world as it is listed."""
        word, origin = self._worlds.word(id_), self._worlds.places[id_].origin
        title = self._once("title", id_, lambda: load(word).title)
        return ScenarioEntry(id=id_, title=title, origin=origin)

    def scenarios(self) -> Scenarios:
        """All of them, as they are listed."""
        listed = [self.entry(id_) for id_ in [*self._worlds.places]]
        return Scenarios(chosen=self._worlds.chosen, scenarios=listed)

    def _once(self, what: str, id_: str, make: Callable[[], Any]) -> Any:
        key = (what, id_)
        with self._one:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._kept:
                self._kept[key] = make()
            return self._kept[key]
