"""Radar: faces with sectors and elevation limits, the range equation, Swerling's targets."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi import jnp
from noroshi.earth.refraction import air
from noroshi.earth.sight import Site, by_draw, local, raised
from noroshi.sensing.accuracy import Accuracy, Precision, deviations, precision, variances
from noroshi.sensing.base import (
    Channel,
    Look,
    Numbers,
    Period,
    Range,
    Sensor,
    Target,
    each_of,
)
from noroshi.sensing.bias import Bias, BiasSize, bias_in_looks, bias_sizes
from noroshi.sensing.bias_draws import DrawnBias, drawn_bias
from noroshi.sensing.curve import from_curve, tabulate
from noroshi.sensing.equation import from_reference, from_search
from noroshi.sensing.faces import Face, FaceLimits, FaceSector, edges, of_face, sector
from noroshi.sensing.search import Search
from noroshi.sensing.time_budget import TimeBudget
from noroshi.shaped import Float
from noroshi.world import (
    Area,
    Draws,
    Estimate,
    Length,
    Power,
    Quantity,
    Ratio,
    Record,
    SolidAngle,
    Temperature,
    section,
)
from noroshi.world.writing import fields

Floats = NDArray[np.float64]
FalseAlarm = Annotated[
    Estimate, Quantity("probability", positive=True, maximum=0.5, example="1e-6")
]
UNLIMITED = 1e9
"""Range limit of a radar without an instrumented one [m]."""


class Reference(Record):
    """A published point of the range equation: this ratio, at this range, on this target."""

    range: Range = Field(description="at which the published ratio holds", examples=["600 km"])
    cross_section: Area = Field(
        description="of the target that it is published for", examples=["0.1 m^2"]
    )
    snr: Ratio = Field(
        description="signal-to-noise ratio of one pulse there. Where a source says no more than "
        "that it is a range of detection, 13 dB may stand for that: at one false alarm in a "
        "million, about nine looks of ten find a steady echo then, and half of them one of "
        "`swerling: 1`",
        examples=["13 dB"],
    )


class PowerAperture(Record):
    """The terms of the search radar equation."""

    power: Power = Field(description="mean power radiated", examples=["60 kW"])
    aperture: Area = Field(description="effective area of the antenna", examples=["7.4 m^2"])
    search_time: Period = Field(
        description="in which the solid angle is searched once", examples=["10 s"]
    )
    solid_angle: SolidAngle = Field(description="that is searched", examples=["0.5 sr"])
    noise_temperature: Temperature = Field(description="of the whole receiver", examples=["500 K"])
    loss: Ratio = Field(description="of all kinds together", examples=["6 dB"])


class RadarParameters(NamedTuple):
    """What one look of a radar needs; (..., draw), or (..., 1) for what no draw changes."""

    origin_ecef: tuple[Numbers, Numbers, Numbers]
    """By component, each (draw,) [m]."""
    east: tuple[Numbers, Numbers, Numbers]
    """The antenna's local axes by component, each (draw,)."""
    north: tuple[Numbers, Numbers, Numbers]
    up: tuple[Numbers, Numbers, Numbers]
    faces: FaceLimits
    max_range: Numbers
    strength: Numbers
    """Signal-to-noise ratio times range⁴ over cross-section [m²]."""
    log_false_alarm: Numbers
    curve: Numbers | None
    """The tabulated detection law, (grid, 1 or draw); None where the closed form applies."""


class RadarMeasurementModel(NamedTuple):
    """Where a radar measures from, and how precisely; (draw,) each."""

    origin_ecef: tuple[Numbers, Numbers, Numbers]
    east: tuple[Numbers, Numbers, Numbers]
    north: tuple[Numbers, Numbers, Numbers]
    up: tuple[Numbers, Numbers, Numbers]
    precision: Precision
    threshold: Numbers
    """Signal-to-noise ratio at the detection threshold: no detected echo is taken as weaker [1]."""
    pulses: Numbers
    """Pulses added in a look."""


@section("sensors", topic="warning")
class Radar(Sensor):
    """A radar on the ground or on a ship."""

    channels: ClassVar[tuple[Channel, ...]] = (
        Channel("range", "m"),
        Channel("azimuth", "rad", wraps=True),
        Channel("elevation", "rad"),
    )
    called: ClassVar[str] = "radar"
    kind: Literal["radar"] = "radar"
    antenna_height: Length = Field(
        default=Estimate.exactly(0.0), description="above the height of its place"
    )
    faces: tuple[Face, ...] = Field(min_length=1, description="where it looks: at least one")
    reference: Reference | None = Field(
        default=None,
        description="how far it is published to see what; this or `power_aperture` is needed",
    )
    power_aperture: PowerAperture | None = Field(
        default=None, description="from which its reach is worked out where none is published"
    )
    max_range: Range | None = Field(
        default=None,
        description="a cap: beyond it nothing is seen, however far `reference` would reach; none "
        "= no cap",
    )
    search: Search | None = Field(
        default=None,
        description="without it, the radar looks at all that is in its faces as it tracks it",
    )
    swerling: Literal[0, 1, 2, 3, 4] = Field(
        default=1,
        description="how the echo fluctuates: 0 = it is steady; 1 and 2 = as that of many small "
        "parts, 3 and 4 = as that of a large one and small ones; 1 and 3 from look to look, 2 and "
        "4 from pulse to pulse",
    )
    pulses: int = Field(default=1, ge=1, le=1000, description="that are added in one look")
    false_alarm_probability: FalseAlarm = Field(
        default=Estimate.exactly(1e-6), description="of one look"
    )
    look_interval: Period = Field(
        description="between two looks at the same target", examples=["4 s"]
    )
    accuracy: Accuracy | None = Field(
        default=None, description="of a look; without it the radar detects but adds to no track"
    )
    bias: Bias | None = Field(
        default=None, description="what no number of looks averages out; without it, none"
    )
    time_budget: TimeBudget | None = Field(
        default=None, description="what limits how many flights it follows; without it, nothing"
    )

    @model_validator(mode="after")
    def _one_strength(self) -> "Radar":
        if (self.reference is None) == (self.power_aperture is None):
            form = f"e.g. `reference: {fields(Reference)}`" if self.reference is None else "one"
            why = f"a radar needs either 'reference' or 'power_aperture'; write {form}"
            raise PydanticCustomError("strength", "{why}", {"why": why})
        return self

    def interval(self) -> Estimate:
        """Time from one look at a target to the next [s]."""
        return self.look_interval

    def strength(self, draws: Draws) -> Floats:
        """The constant of the range equation in every draw [m²]."""
        if self.reference is not None:
            r = self.reference
            return from_reference(draws(r.range), draws(r.cross_section), draws(r.snr))
        p = self.power_aperture
        assert p is not None
        terms = (p.power, p.aperture, p.search_time, p.solid_angle, p.noise_temperature, p.loss)
        return from_search(*(draws(term) for term in terms))

    def parameters(self, site: Site, draws: Draws, gradient: Floats) -> RadarParameters:
        """The faces as the bent horizon and sector edges leave them, and the range equation."""
        sectors = [sector(face, draws) for face in self.faces]
        return self._parameters(site, draws, gradient, sectors, self.strength(draws), self.pulses)

    def seeking(
        self, site: Site, draws: Draws, gradient: Floats
    ) -> tuple[RadarParameters, Floats] | None:
        """The fence in place of the faces, and the search radar equation.

        Its signal is that of all the power that goes there in a frame, so it is added up already.
        """
        if self.search is None:
            return None
        faces = [sector(face, draws) for face in self.faces]
        fence, strength, frame = self.search.fence(faces, draws)
        return self._parameters(site, draws, gradient, fence, strength, pulses=1), frame

    @property
    def cue_delay(self) -> Estimate | None:
        """From a satellite's report to the looks it directs [s]."""
        return None if self.search is None else self.search.cue_delay

    def _parameters(
        self,
        site: Site,
        draws: Draws,
        gradient: Floats,
        sectors: list[FaceSector],
        strength: Floats,
        pulses: int,
    ) -> RadarParameters:
        # The antenna's height matters by the horizon it opens, not by a few metres of position.
        place, antenna = raised(site, self.antenna_height.best), draws(self.antenna_height)
        layer = air(np.broadcast_to(gradient, (draws.count,)), place.radius)
        limits = [edges(one, layer, site.height + antenna) for one in sectors]
        false_alarm = draws(self.false_alarm_probability)
        closed = pulses == 1 and self.swerling in (1, 2)
        varied = false_alarm if np.ptp(false_alarm) > 0.0 else false_alarm[:1]
        curve = None if closed else tabulate(varied, self.swerling, pulses)
        farthest = (
            UNLIMITED * np.ones(draws.count) if self.max_range is None else draws(self.max_range)
        )
        return RadarParameters(
            origin_ecef=by_draw(place.position_ecef, draws.count),
            east=by_draw(place.east, draws.count),
            north=by_draw(place.north, draws.count),
            up=by_draw(place.up, draws.count),
            faces=FaceLimits(*(np.stack(limit) for limit in zip(*limits, strict=True))),
            max_range=farthest,
            strength=strength,
            log_false_alarm=np.log(false_alarm),
            curve=curve,
        )

    @classmethod
    def leaves_out(cls, declared: Sequence[Sensor]) -> str:
        """What a radar is, whether it has to search, and what it leaves out."""
        searches = {radar.cue_delay is not None for radar in declared}
        fence = ", and where it is declared the fence that it searches" if True in searches else ""
        others = (
            " A radar of which no search is declared looks at all that is in its sectors as it "
            "tracks it, which flatters one that has to search."
            if False in searches
            else ""
        )
        return (
            "A radar is its declared range for a declared cross-section, its sectors and its "
            f"horizon{fence}.{others} How it shares its time among targets, clutter, jamming, "
            "decoys and debris are not modelled; real detection comes later."
        )

    @staticmethod
    def observe(parameters: RadarParameters, target: Target) -> Look:
        """One look at one target at one instant."""
        p, place = parameters, target.position_ecef
        dx, dy, dz = (
            place[0] - p.origin_ecef[0],
            place[1] - p.origin_ecef[1],
            place[2] - p.origin_ecef[2],
        )
        east = p.east[0] * dx + p.east[1] * dy + p.east[2] * dz
        north = p.north[0] * dx + p.north[1] * dy + p.north[2] * dz
        up = p.up[0] * dx + p.up[1] * dy + p.up[2] * dz
        level_squared = east * east + north * north
        range_squared = level_squared + up * up
        near = p.max_range - np.sqrt(range_squared)
        limits = each_of(of_face, p.faces, (east, north, up, np.sqrt(level_squared), near))
        fourth = range_squared * range_squared
        echo = p.strength * target.cross_section
        # One division for both 1/R⁴ and 1/(1 + snr): divisions are half the cost of a look.
        shared = 1.0 / (fourth * (fourth + echo))
        snr = echo * (fourth + echo) * shared
        # One pulse on a Swerling 1 or 2 target: Pd = Pfa^(1/(1 + snr)).
        closed = np.exp(p.log_false_alarm * (fourth * fourth * shared))
        return Look(limits, snr, from_curve(p.curve, snr, closed))

    @property
    def measures(self) -> bool:
        """Whether an accuracy is declared."""
        return self.accuracy is not None

    def measurement_model(self, site: Site, draws: Draws) -> RadarMeasurementModel:
        """The antenna's place and axes, and its accuracy."""
        place = raised(site, self.antenna_height.best)
        return RadarMeasurementModel(
            origin_ecef=by_draw(place.position_ecef, draws.count),
            east=by_draw(place.east, draws.count),
            north=by_draw(place.north, draws.count),
            up=by_draw(place.up, draws.count),
            precision=precision(self.accuracy, draws),
            threshold=-np.log(draws(self.false_alarm_probability)),
            pulses=np.full(draws.count, float(self.pulses)),
        )

    @property
    def biases(self) -> tuple[BiasSize, BiasSize, BiasSize]:
        """The declared bias at its low, best and high values."""
        return bias_sizes(self.bias)

    def bias_drawn(self, site: Site, draws: Draws, gradient: Floats) -> DrawnBias | None:
        """The declared bias in every draw; None where none is declared."""
        if self.bias is None:
            return None
        return drawn_bias(raised(site, self.antenna_height.best), self.bias, gradient, draws)

    def biased(
        self, site: Site, gradient: Floats, position_ecef: Float[Floats, "look 3"], snr: Floats
    ) -> Float[Floats, "cause channel look"]:
        """What one unit of each cause of bias adds to each channel, in its deviations."""
        best = Draws.best()
        place = raised(site, self.antenna_height.best)
        shown = np.maximum(self.pulses * snr, -np.log(best(self.false_alarm_probability)))
        seen = local(place, position_ecef)
        return bias_in_looks(place, precision(self.accuracy, best), gradient, seen, shown)

    @staticmethod
    def measure(
        measurement_model: RadarMeasurementModel, position_ecef: Float[Numbers, "3"]
    ) -> Float[Numbers, "3"]:
        """Range [m], azimuth clockwise from north and elevation [rad], along the straight line."""
        east, north, up = _local(measurement_model, position_ecef)
        level = jnp.sqrt(east * east + north * north)
        distance = jnp.sqrt(level * level + up * up)
        return jnp.stack([distance, jnp.arctan2(east, north), jnp.arctan2(up, level)])

    @staticmethod
    def deviations(
        measurement_model: RadarMeasurementModel,
        position_ecef: Float[Numbers, "3"],
        snr: Float[Numbers, ""] | float,
    ) -> Float[Numbers, "3"]:
        """An error across the line of sight is a greater one in azimuth the higher one looks."""
        east, north, up = _local(measurement_model, position_ecef)
        level_squared = east * east + north * north
        shown = jnp.maximum(measurement_model.pulses * snr, measurement_model.threshold)
        distance, angle = deviations(measurement_model.precision, shown)
        stretch = jnp.sqrt(1.0 + up * up / level_squared)
        return jnp.stack([distance, angle * stretch, angle])

    @staticmethod
    def tells(
        measurement_model: RadarMeasurementModel, position_ecef: Any, snr: Numbers
    ) -> tuple[tuple[Numbers, Numbers, Numbers], ...]:
        """Along the line of sight, and as much sideways as upwards across it."""
        m, place = measurement_model, position_ecef
        dx, dy, dz = (
            place[0] - m.origin_ecef[0],
            place[1] - m.origin_ecef[1],
            place[2] - m.origin_ecef[2],
        )
        east = m.east[0] * dx + m.east[1] * dy + m.east[2] * dz
        north = m.north[0] * dx + m.north[1] * dy + m.north[2] * dz
        up = m.up[0] * dx + m.up[1] * dy + m.up[2] * dz
        level_squared = east * east + north * north
        square = level_squared + up * up
        distance, angle = variances(m.precision, np.maximum(m.pulses * snr, m.threshold))
        along = 1.0 / np.sqrt(square * distance)
        across = 1.0 / np.sqrt(level_squared * square * angle)
        upward = across / np.sqrt(square)
        return (
            (dx * along, dy * along, dz * along),
            _turned(m, north * across, -east * across, 0.0),
            _turned(m, -up * east * upward, -up * north * upward, level_squared * upward),
        )


def _turned(
    m: RadarMeasurementModel, east: Numbers, north: Numbers, up: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """From the antenna's axes to the Earth's."""
    return (
        m.east[0] * east + m.north[0] * north + m.up[0] * up,
        m.east[1] * east + m.north[1] * north + m.up[1] * up,
        m.east[2] * east + m.north[2] * north + m.up[2] * up,
    )


def _local(g: RadarMeasurementModel, position_ecef: Any) -> tuple[Any, Any, Any]:
    """East, north and up of the antenna [m]."""
    dx, dy, dz = (position_ecef[i] - g.origin_ecef[i] for i in range(3))
    east, north, up = (a[0] * dx + a[1] * dy + a[2] * dz for a in (g.east, g.north, g.up))
    return east, north, up
