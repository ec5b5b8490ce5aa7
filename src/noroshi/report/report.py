"""What is written: answers, and where they are from."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from noroshi.kept.remembered import Remembered
from noroshi.questions.answer import Answer
from noroshi.questions.base import Case
from noroshi.questions.naming import are_two, spoken_names, told_apart
from noroshi.questions.sources import Disagreement, Listed, disagreements, listed
from noroshi.scenario.records import Scenario
from noroshi.world import Declared


@dataclass(frozen=True)
class Provenance:
    """What made a file: enough to make it again."""

    version: str
    command: str
    """As it would be typed."""
    scenario: str
    """Its title."""
    before: str
    """Date of the posture against which, or its scenario; empty where none are compared."""
    after: str
    draws: int
    seed: int
    fingerprint: str
    """Of all that is declared in both postures: another world has another one."""
    made: str
    """The day on which it was made."""

    @property
    def line(self) -> str:
        """All of it in one line."""
        compared = f"{self.before} against {self.after}; {self._drawn}; " if self.compares else ""
        return (
            f"noroshi {self.version}; {self.command}; {compared}scenario {self.fingerprint}; "
            f"{self.made}"
        )

    @property
    def cite(self) -> str:
        """How it is cited."""
        return (
            f"Noroshi {self.version}, “{self.scenario}” ({self.command}, scenario "
            f"{self.fingerprint}{f', {self._drawn}' if self.compares else ''}), {self.made}."
        )

    @property
    def compares(self) -> bool:
        """Whether postures of two dates were compared over draws, and not all dates looked at."""
        return bool(self.before or self.after)

    @property
    def _drawn(self) -> str:
        return f"{self.draws} draws, seed {self.seed}"

    def document(self) -> dict[str, str | int]:
        """For files that hold data."""
        named = {f.name: getattr(self, f.name) for f in fields(self)}
        return {**named, "cite": self.cite}


def provenance(case: Case, command: str, *, version: str, made: date) -> Provenance:
    """Of what a command made of a case."""
    was, now = told_apart(case.before, case.after)
    return Provenance(
        version=version,
        command=command,
        scenario=_title(case),
        before=was,
        after=now,
        draws=case.draws,
        seed=case.seed,
        fingerprint=fingerprint(case.before, case.after),
        made=made.isoformat(),
    )


def _title(case: Case) -> str:
    """What the scenario is about; of two scenarios, which they are: neither tells of the other."""
    if not are_two(case.before, case.after):
        return case.after.title
    was, now = told_apart(case.before, case.after)
    return "; with ".join((f"{now} against {was}", *case.after.changed))


def fingerprint(*worlds: Scenario) -> str:
    """Twelve hexadecimal digits that any change of what is declared changes."""
    digest = hashlib.sha256()
    each = {id(world): world for world in worlds}  # the same one is told once
    told = {key: _told(world) for key, world in each.items()}
    for world in worlds:
        digest.update(told[id(world)])
    return digest.hexdigest()[:12]


def _told(world: Scenario) -> bytes:
    """All that a world declares."""
    lines = []
    for part in (f for f in fields(world) if f.compare):  # not where its files lie
        value = getattr(world, part.name)
        told = _mapping(value) if isinstance(value, Mapping) else repr(value)
        lines.append(f"{part.name}={told}\n")
    return "".join(lines).encode()


def _mapping(held: Mapping[str, Any]) -> str:
    """As `repr` tells a dict; of a record what it told of it before."""
    told = ((k, _record(v) if isinstance(v, Declared) else repr(v)) for k, v in held.items())
    return "{" + ", ".join(f"{key!r}: {text}" for key, text in told) + "}"


_record: Final = Remembered[Declared, str](repr)


@dataclass(frozen=True)
class Report:
    """Answers about two postures, as every writer takes them."""

    title: str
    answers: tuple[Answer, ...]
    """In the order in which they are told; the first one leads."""
    provenance: Provenance
    sources: tuple[Listed, ...] = ()
    """That the answers rest on."""
    disagreements: tuple[Disagreement, ...] = ()
    """What sources state where they do not agree, and what is used."""
    values: tuple[str, ...] = ()
    """That were set over the declared ones, as `PATH=VALUE`."""
    unchanged: tuple[Answer, ...] = ()
    """To the same questions of the world as declared, over the same draws; none = nothing was
    set."""
    assumptions: Mapping[str, str] = field(default_factory=dict)
    """What drives some answer: plain names by dimension of the draws."""
    assumption_sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of the same, the sources of their own."""

    def write(
        self, folder: Path | str, *, every_draw: bool = False, every_figure: bool = False
    ) -> list[Path]:
        """Write the page, the data and the maps into a folder.

        Args:
            folder: made if missing; files of an earlier report in it are replaced.
            every_draw: also each draw of each number.
            every_figure: also the figures that find no room on the page.

        Returns:
            The files.

        Raises:
            NoroshiError: the folder cannot be written.
        """
        from noroshi.report.files import write  # what draws pictures starts only for that

        return write(self, Path(folder), every_draw=every_draw, every_figure=every_figure)

    @property
    def set_words(self) -> str:
        """What was set, for a line that begins with "With"."""
        return ", ".join(value.replace("=", " = ", 1) for value in self.values)


def report(
    case: Case,
    answers: Sequence[Answer],
    provenance: Provenance,
    *,
    values: Sequence[str] = (),
    unchanged: Sequence[Answer] = (),
) -> Report:
    """All answers of a case, with the sources that they name."""
    driving = {d.name: None for a in answers for one in a.drivers for d in one.found}
    ids = dict.fromkeys(source for answer in answers for source in answer.sources)
    return Report(
        title=_title(case),
        answers=tuple(answers),
        provenance=provenance,
        sources=listed(case.after, tuple(ids)),
        disagreements=disagreements(case.after),
        values=tuple(values),
        unchanged=tuple(unchanged),
        assumptions=spoken_names([case.after, case.before], driving),
        assumption_sources={
            e.dimension: e.source
            for world in (case.before, case.after)
            for e in (world.estimates() if driving else ())
            if e.dimension in driving
        },
    )
