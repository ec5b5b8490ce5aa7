"""One real comparison of the small scenario for all output tests, and worlds made from it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from noroshi.assessment import Assessment, assess_all
from noroshi.output import write
from noroshi.scenario import load
from noroshi.study import Answer, Comparison, summarise

EVIL = '<script>alert("x")</script> & $x^2$'


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    world = load("small")
    return Comparison(*assess_all([world.at("2013-01-01"), world.at("2015-01-01")], draws=8))


@pytest.fixture(scope="session")
def answer(comparison: Comparison) -> Answer:
    return summarise(comparison)


@pytest.fixture(scope="session")
def written(
    comparison: Comparison, answer: Answer, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("run") / "out"
    write(comparison, answer, folder)
    return folder


@pytest.fixture(scope="session")
def nobody_told(comparison: Comparison) -> Comparison:
    """The same flights, which no sensor sees."""
    return Comparison(*(_blind(a) for a in (comparison.before, comparison.after)))


@pytest.fixture(scope="session")
def nothing_gained(comparison: Comparison) -> Comparison:
    return Comparison(comparison.after, comparison.after)


@pytest.fixture(scope="session")
def reversed_dates(comparison: Comparison) -> Comparison:
    """The radar is taken away instead of added: warning is lost."""
    return Comparison(comparison.after, comparison.before)


@pytest.fixture(scope="session")
def hostile(comparison: Comparison) -> Comparison:
    """Every declared name is markup."""
    return Comparison(*(_renamed(a) for a in (comparison.before, comparison.after)))


WORLDS = ("comparison", "nobody_told", "nothing_gained", "reversed_dates", "hostile")


@pytest.fixture(params=WORLDS)
def any_world(request: pytest.FixtureRequest) -> Comparison:
    world: Comparison = request.getfixturevalue(request.param)
    return world


def _blind(a: Assessment) -> Assessment:
    never = np.full_like(a.detections.first, np.inf)
    nowhere = np.full_like(a.detections.first, np.nan)
    seen = replace(
        a.detections,
        first=never,
        confirmed=never,
        rise=nowhere,
        set=nowhere,
        custody=np.zeros_like(never),
    )
    silent = tuple(
        chain._replace(
            **{f: np.full_like(chain.told, np.inf) for f in chain._fields if f != "seer"},
            seer=np.full(chain.seer.shape, -1),
        )
        for chain in a.warnings.stages
    )
    unknown = {
        name: np.full_like(getattr(a.tracks, name), np.inf)
        for name in ("first", "area", "spread", "known", "without")
    }
    warnings = a.warnings._replace(
        told=np.full_like(a.warnings.told, np.inf),
        margin=np.full_like(a.warnings.margin, -np.inf),
        stages=silent,
    )
    return replace(a, detections=seen, tracks=replace(a.tracks, **unknown), warnings=warnings)


def _renamed(a: Assessment) -> Assessment:
    scenario = a.scenario
    named = {
        section: {
            key: record.model_copy(update={"name": EVIL})
            for key, record in getattr(scenario, section).items()
        }
        for section in ("parties", "places", "sensors", "vehicles", "threats", "receivers")
    }
    sources = {k: s.model_copy(update={"title": EVIL}) for k, s in scenario.sources.items()}
    claims = {k: c.model_copy(update={"question": EVIL}) for k, c in scenario.claims.items()}
    header = scenario.header.model_copy(update={"title": EVIL, "notes": (EVIL,)})
    return replace(
        a, scenario=replace(scenario, header=header, sources=sources, claims=claims, **named)
    )


@pytest.fixture
def summarised() -> Callable[[Comparison], Answer]:
    return summarise
