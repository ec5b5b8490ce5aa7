"""How a provision stands to an event, as a value that a statement can be held against."""

from noroshi.commitments.evaluate import one_finding
from noroshi.commitments.events import EVENTS
from noroshi.commitments.reasons import Event
from noroshi.earth.named_place import NamedPlace
from noroshi.questions.claims.lookup import GradedValue
from noroshi.scenario.claim_checks import CommitmentCheck
from noroshi.scenario.records import Ground, Scenario


def standing(scenario: Scenario, check: CommitmentCheck) -> tuple[GradedValue, str]:
    """Its standing with its grade and source, and the reason; nothing if it is not declared.

    Weighed as `noroshi commitments` does, with nothing taken to be so that is open.
    """
    agreement, provision = check.named
    declared = scenario.agreements.get(agreement)
    if declared is None or provision not in declared.provisions:
        return GradedValue(None, "", ()), ""
    coast = {
        key: (place.lat.best, place.lon.best)
        for key, place in scenario.places.items()
        if isinstance(place, Ground)
    }
    names = {key: party.name for key, party in scenario.parties.items()}
    # Only its own agreement: others neither bind nor free it.
    own = one_finding(
        {agreement: declared},
        scenario.areas,
        _event(scenario, check),
        check.named,
        coast=coast,
        names=names,
    )
    grade = own.declared.grade or declared.grade or ""
    source = own.declared.source or declared.source
    return GradedValue(own.standing, grade, tuple(source)), own.because


def _event(scenario: Scenario, check: CommitmentCheck) -> Event:
    place = scenario.places.get(check.at or "")
    where = (
        NamedPlace(place.name, place.lat.best, place.lon.best)
        if isinstance(place, Ground)
        else None
    )
    return Event(check.event, check.as_of, where, check.by, check.on or EVENTS[check.event].target)
