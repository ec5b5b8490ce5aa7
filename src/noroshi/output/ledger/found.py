"""A ledger with the names that its places and parties go by."""

from collections.abc import Mapping
from typing import NamedTuple

from noroshi.questions.ledger.compute import Chapter, Ledger
from noroshi.scenario import Scenario


class Found(NamedTuple):
    """What a command found, ready to be told."""

    world: Scenario
    """Cut at the day of the ledger."""
    ledger: Ledger
    earlier: Chapter
    """The plan to compare with: the one that held on another day, or the first of the chain."""
    earlier_of_others: tuple[Chapter, ...] = ()
    """The same of each chain of agreements that stands beside it."""

    @property
    def each(self) -> tuple["Found", ...]:
        """Every chain of agreements as if it were the only one; that of the newest comes first."""
        alone = self._replace(ledger=self.ledger._replace(others=()), earlier_of_others=())
        beside = zip(self.ledger.others, self.earlier_of_others, strict=True)
        return alone, *(
            alone._replace(
                ledger=alone.ledger._replace(now=chain[-1], chapters=chain), earlier=earlier
            )
            for chain, earlier in beside
        )

    @property
    def compared(self) -> tuple[Chapter, ...]:
        """From the plan to compare with to the one that holds, in order; never empty."""
        chapters = self.ledger.chapters
        first = next((i for i, c in enumerate(chapters) if c.plan.id == self.earlier.plan.id), 0)
        return chapters[first:]


def found_of(world: Scenario, ledger: Ledger) -> Found:
    """Each chain of agreements compared with its own first one."""
    firsts = tuple(chain[0] for chain in ledger.others)
    return Found(world, ledger, ledger.chapters[0], firsts)


def place_name(names: Mapping[str, object], key: str) -> str:
    """What a place is called; its id where it has no name."""
    return str(getattr(names.get(key), "name", "") or key)


def of_party(found: Found, key: str) -> str:
    """A party in a sentence: "Japan", "the United States"."""
    name = found.world.parties[key].name
    return f"the {name}" if name.startswith(("United", "Republic")) else name
