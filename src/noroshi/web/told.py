"""What is told of declared worlds, kept while their files are the same: documents, sources, land.

What reads a world is imported when one is asked about, so that the server listens before.
"""

import gzip
import hashlib
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

from noroshi.errors import NoroshiError
from noroshi.web.kept_documents import kept_packed
from noroshi.web.records import EntryDocument, LaidOver, ScenarioEntry, Scenarios, SourceEntry
from noroshi.web.uploads import Worlds

Made = TypeVar("Made")


class Packed(NamedTuple):
    """A document as it is sent to whoever takes it compressed."""

    content: bytes
    """By gzip."""
    tag: str
    """That another content would change."""

    @property
    def plain(self) -> bytes:
        """As it is sent to others."""
        return gzip.decompress(self.content)


class ToldWorlds:
    """Of each world of a server, by its id; asked from many threads."""

    def __init__(self, worlds: Worlds) -> None:
        """Nothing is worked out yet."""
        self._worlds = worlds
        self._kept: dict[tuple[str, str], tuple[str, Any]] = {}
        """With the state of the world's files."""
        self._one = threading.Lock()
        self._locks: dict[tuple[str, str], threading.Lock] = {}

    def ahead(self) -> None:
        """Work out what every page asks first."""
        with suppress(Exception):  # whoever asks is told what is wrong
            self.scenarios()
            self.world(self._worlds.chosen)
            self.coast(self._worlds.chosen)

    def world(self, id_: str) -> Packed:
        """The document of a world, as JSON.

        Raises:
            NoroshiError: there is no such world, or it is wrong.
        """
        word = self._worlds.word(id_)

        def text() -> str:
            from noroshi.web.world import world_document

            return world_document(id_, word).model_dump_json(by_alias=True)

        return self._packed("world", id_, text)

    def coast(self, id_: str) -> Packed:
        """The land for a world's globe, as GeoJSON.

        Raises:
            NoroshiError: there is no such world, or it is wrong.
        """
        word = self._worlds.word(id_)

        def text() -> str:
            from noroshi.web.coast import coast_text
            from noroshi.web.declared import declared

            return coast_text(declared(word))

        return self._packed("coast", id_, text)

    def sources(self, id_: str) -> dict[str, SourceEntry]:
        """Its sources by id."""
        word = self._worlds.word(id_)

        def made() -> dict[str, SourceEntry]:
            from noroshi.web.declared import declared
            from noroshi.web.world import source_entries

            return {s.id: s for s in source_entries(declared(word))}

        return self._once("sources", id_, made)

    def entries(self, id_: str, names: list[str]) -> list[EntryDocument]:
        """What it declares of the things that are called so."""
        from noroshi.scenario.loading import read  # which holds the last world, and no other one
        from noroshi.web.entries import entries_named

        return entries_named(read(self._worlds.word(id_)), names)

    def laid(self, id_: str) -> LaidOver | None:
        """A world as values set over another one that is known here; None = it is no such one."""
        word = self._worlds.word(id_)

        def made() -> LaidOver | None:
            from noroshi.scenario.loading import read
            from noroshi.web.below import worlds_below
            from noroshi.web.laid import laid_over_below

            found = read(word)
            for under in worlds_below(found):
                of = self._worlds.of_layers(under.layers)
                return None if of is None else laid_over_below(found, under, of)
            return None

        return self._once("laid", id_, made)

    def entry(self, id_: str) -> ScenarioEntry:
        """A world as it is listed."""
        word, origin = self._worlds.word(id_), self._worlds.places[id_].origin

        def title() -> str:
            from noroshi.web.declared import declared

            world = declared(word)
            return json.dumps([world.title, world.header.ja.get(world.title, "")])

        try:
            packed = self._packed("title", id_, title)
        except NoroshiError:
            # One that is being written must not hide the others: it is called as it was before.
            if ("title", id_) not in self._kept:
                raise
            packed = self._kept["title", id_][1]
        called, ja = json.loads(packed.plain)
        return ScenarioEntry(id=id_, title=called, ja=ja, origin=origin)

    def scenarios(self) -> Scenarios:
        """All of them, as they are listed."""
        listed = [self.entry(id_) for id_ in [*self._worlds.places]]
        worlds = self._worlds
        return Scenarios(chosen=worlds.chosen, scenarios=listed, started=worlds.started)

    def _packed(self, what: str, id_: str, text: Callable[[], str]) -> Packed:
        def made() -> Packed:
            content = kept_packed(what, id_, self._worlds.word(id_), text)
            return Packed(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')

        return self._once(what, id_, made)

    def _once(self, what: str, id_: str, make: Callable[[], Made]) -> Made:
        from noroshi.web.declared import state

        key = (what, id_)
        with self._one:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            # From before it is made: what is written to meanwhile is read again the next time.
            now = state(self._worlds.word(id_))
            if key not in self._kept or self._kept[key][0] != now:
                self._kept[key] = now, make()
            made: Made = self._kept[key][1]
            return made
