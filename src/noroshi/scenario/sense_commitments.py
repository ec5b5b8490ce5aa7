"""What areas and agreements may well say by themselves but what makes no sense together."""

from collections.abc import Callable, Iterator, Mapping

from noroshi.commitments.areas import Belt, Regions, parts_of
from noroshi.commitments.conditions import ActorIs, FactIs, PlaceIn, TargetIs, conditions_in
from noroshi.commitments.records import Agreement, Provision
from noroshi.earth.regions import areas as all_regions
from noroshi.nearest import suggestion_or_list
from noroshi.scenario.records import Ground, Scenario
from noroshi.world.document import Notice, Path_
from noroshi.world.merging import Tree


def check_commitments(tree: Tree, scenario: Scenario) -> None:
    """Report areas made of themselves, unknown regions, provisions out of time or of nobody."""
    for check in _CHECKS:
        for path, what, hint in check(scenario):
            tree.problem(path, what, hint=hint)


def _circles(scenario: Scenario) -> Iterator[Notice]:
    for key in scenario.areas:
        if key in _reached(scenario, key):
            yield ("areas", key), f"'{key}' is made of itself", "name other areas"


def _reached(scenario: Scenario, start: str) -> set[str]:
    """Every area that an area is made of, through others too."""
    found: set[str] = set()
    left = list(parts_of(scenario.areas[start]))
    while left:
        key = left.pop()
        if key not in found:
            found.add(key)
            left.extend(parts_of(scenario.areas[key]))
    return found


def _regions(scenario: Scenario) -> Iterator[Notice]:
    for key, area in scenario.areas.items():
        if not isinstance(area, Regions):
            continue
        known = [a.name for a in all_regions() if a.party == area.country]
        if not known:
            parties = ", ".join(sorted({a.party for a in all_regions()}))
            what = f"no regions of '{area.country}' are shipped, only of {parties}"
            hint = (
                "write `kind: polygon` and `outline: [[24 deg, 50 deg], …]`, or `kind: belt`, "
                "`coast: [ids of places]` and `outer: 12 nmi`"
            )
            yield ("areas", key, "party"), what, hint
        for i, name in enumerate(area.regions if known else ()):
            if name not in known:
                hint = suggestion_or_list(name, known)
                yield ("areas", key, "regions", i), f"there is no region '{name}'", hint


def _coasts(scenario: Scenario) -> Iterator[Notice]:
    for key, area in scenario.areas.items():
        for i, place in enumerate(area.coast if isinstance(area, Belt) else ()):
            if not isinstance(scenario.places[place], Ground):
                what = f"'{place}' is a place in orbit"
                yield ("areas", key, "coast", i), what, "name a place on the ground"


def _each(scenario: Scenario) -> Iterator[tuple[Path_, Agreement, Provision]]:
    for key, agreement in scenario.agreements.items():
        for own in agreement.provisions.values():
            yield ("agreements", key, "provisions", own.id), agreement, own


def _duties(scenario: Scenario) -> Iterator[Notice]:
    for path, agreement, own in _each(scenario):
        known = ("each", "others", "actor", "target", *agreement.parties)
        for i, duty in enumerate(own.duties):
            if duty.who not in known:
                what = f"'{duty.who}' is no party to it"
                yield (*path, "duties", i, "who"), what, suggestion_or_list(duty.who, known)


def _disputes(scenario: Scenario) -> Iterator[Notice]:
    for path, _agreement, own in _each(scenario):
        for i, dispute in enumerate(own.disputed):
            yield from _known((*path, "disputed", i, "by"), (dispute.by,), scenario.parties)


def _conditions(scenario: Scenario) -> Iterator[Notice]:
    for path, _agreement, own in _each(scenario):
        for inside, condition in conditions_in(own.when, ("when",)):
            match condition:
                case PlaceIn():
                    yield from _known(
                        (*path, *inside, "place_in"), condition.place_in, scenario.areas
                    )
                case ActorIs():
                    yield from _known((*path, *inside, "actor"), condition.actor, scenario.parties)
                case TargetIs():
                    yield from _known(
                        (*path, *inside, "target"), condition.target, scenario.parties
                    )


def _known(path: Path_, words: tuple[str, ...], known: Mapping[str, object]) -> Iterator[Notice]:
    for word in words:
        if word not in known:
            yield path, f"'{word}' is declared nowhere", suggestion_or_list(word, known)


def _facts(scenario: Scenario) -> Iterator[Notice]:
    """One word asks one question, with one answer, wherever it stands."""
    asked: dict[str, tuple[str, object]] = {}
    for path, _agreement, own in _each(scenario):
        for inside, condition in conditions_in(own.when, ("when",)):
            if isinstance(condition, FactIs):
                fact = condition.fact
                first = asked.setdefault(fact.name, (fact.question, fact.answer))
                if first != (fact.question, fact.answer):
                    what = f"the fact '{fact.name}' stands elsewhere with other words"
                    yield (*path, *inside, "fact"), what, f"there it is: {first[0]}"


def _periods(scenario: Scenario) -> Iterator[Notice]:
    for path, agreement, own in _each(scenario):
        begun = agreement.since is None or own.since is None or own.since >= agreement.since
        ended = agreement.until is None or own.until is None or own.until <= agreement.until
        if not (begun and ended):
            what = "it is in force when its agreement is not"
            yield path, what, f"the agreement is in force {_period(agreement)}"


def _versions(scenario: Scenario) -> Iterator[Notice]:
    """Two versions of one provision are never in force at once."""
    earlier: dict[str, list[tuple[Path_, Agreement, Provision]]] = {}
    for path, agreement, own in _each(scenario):
        if own.version_of is None:
            continue
        for other_path, other_agreement, other in earlier.setdefault(own.version_of, []):
            if _overlap((agreement, own), (other_agreement, other)):
                what = f"it is in force together with {'.'.join(map(str, other_path))}"
                hint = f"both are versions of '{own.version_of}': end one before the other begins"
                yield path, what, hint
        earlier[own.version_of].append((path, agreement, own))


def _overlap(one: tuple[Agreement, Provision], other: tuple[Agreement, Provision]) -> bool:
    records = (*one, *other)
    since = [r.since for r in records if r.since is not None]
    until = [r.until for r in records if r.until is not None]
    return not since or not until or max(since) < min(until)


def _superseded(scenario: Scenario) -> Iterator[Notice]:
    for key, agreement in scenario.agreements.items():
        for i, old in enumerate(agreement.supersedes):
            until = scenario.agreements[old].until
            if until is None or (agreement.since is not None and until > agreement.since):
                what = f"'{old}' is still in force when this begins"
                hint = f"write `until: {agreement.since}` there"
                yield ("agreements", key, "supersedes", i), what, hint


def _period(agreement: Agreement) -> str:
    since = f"from {agreement.since}" if agreement.since else ""
    until = f"until {agreement.until}" if agreement.until else ""
    return " ".join(filter(None, (since, until)))


_CHECKS: tuple[Callable[[Scenario], Iterator[Notice]], ...] = (
    _circles,
    _regions,
    _coasts,
    _duties,
    _disputes,
    _conditions,
    _facts,
    _periods,
    _versions,
    _superseded,
)
