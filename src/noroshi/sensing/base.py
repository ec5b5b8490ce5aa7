"""What every kind of sensor has in common: the declared record, one look, and its laws."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi import jnp
from noroshi.earth.sight import Site
from noroshi.shaped import Float
from noroshi.world import Declared, Draws, Duration, Estimate, Probability, Quantity, Record, Ref

PartyId = Annotated[str, Ref("parties")]
NeededPlace = Annotated[str, Ref("places", needed=True)]
NeededParty = Annotated[str, Ref("parties", needed=True)]

Floats = NDArray[np.float64]


Numbers = Any
"""An array of floats: NumPy's where parameters are made, JAX's inside a kernel."""
# A radar that looks every zero seconds, or reaches nowhere, is a slip of the keyboard.
Period = Annotated[Estimate, Quantity("time", positive=True)]
Range = Annotated[Estimate, Quantity("length", positive=True)]
Limits = tuple[tuple[Numbers, ...], ...]
"""Faces, and the limits of each: distances, negative outside."""


class Target(NamedTuple):
    """One target at one instant; a batch stands last."""

    position_ecef: Float[Numbers, "3 ..."]
    """Three numbers, or an array of them [m]."""
    burning: Float[Numbers, "..."]
    """Time of powered flight still to come; negative afterwards [s]."""
    cross_section: Float[Numbers, "..."]
    """Radar cross-section in its present phase [m²]."""


class Look(NamedTuple):
    """One look of one sensor at one target."""

    limits: Limits
    """How far inside each limit of each face: in view when one face has none below zero [m]."""
    snr: Float[Numbers, "*batch"]
    """Signal-to-noise ratio [1]; 0 where the kind models none."""
    probability: Float[Numbers, "*batch"]
    """Probability of detection of a look, given that the target is in view."""


def margin(limits: Limits) -> Numbers:
    """The least limit of the face that the target is deepest in: in view from zero on [m]."""
    some: Numbers = sum(map(sum, limits), np.zeros(()))  # a limit may be a bare number
    xp = some.__array_namespace__()
    return reduce(xp.maximum, [reduce(xp.minimum, face) for face in limits])


def each_of(one: Callable[[Any, int, Any], tuple[Numbers, ...]], faces: Any, shared: Any) -> Limits:
    """The limits of every face: `one(faces, face, shared)` for each.

    Args:
        one: a function of a module; the limits of one face.
        faces: a record whose fields have one number a face.
        shared: what else it needs.
    """
    return tuple([one(faces, face, shared) for face in range(len(faces[0]))])


class Channel(NamedTuple):
    """One number that a sensor measures of a target."""

    name: str
    unit: str
    wraps: bool = False
    """An angle that comes back to itself after a whole circle."""


class Detections(NamedTuple):
    """What each sensor saw of each flight [s after launch]."""

    first: Float[Floats, "sensor batch"]
    """First detection; inf = never."""
    confirmed: Float[Floats, "sensor batch"]
    """M of the last N looks detected; inf = never."""
    rise: Float[Floats, "sensor batch"]
    """Enters the field of view for the first time, looked for there or not; NaN = never."""
    set: Float[Floats, "sensor batch"]
    """Leaves it for the last time, or lands; NaN = never in view."""
    custody: Float[Floats, "sensor batch"]
    """Time in view with a probability of detection of at least one half a look, if looked at [s].
    """
    lost: Float[Floats, "sensor batch"]
    """When that probability is last one half or more in view [s]; NaN = never."""


class Shared(Record):
    """One party that this sensor's reports are passed on to."""

    party: PartyId = Field(alias="with", description="who is told")
    delay: Duration = Field(
        description="from when the owner has it until the other has it", examples=["10 s"]
    )
    form: Literal["tracks", "detections"] = Field(
        default="tracks",
        description="tracks are joined with one's own, detections added to them",
    )


class Confirmation(Record):
    """A detection counts once `hits` of the last `looks` looks have detected."""

    hits: int = Field(default=1, ge=1, description="so many looks must detect")
    looks: int = Field(default=1, ge=1, le=8, description="of so many looks in a row")
    drop: int = Field(
        default=5,
        ge=1,
        le=100,
        description="a track is dropped once so many looks in a row have missed",
    )

    @model_validator(mode="after")
    def _hits_fit(self) -> "Confirmation":
        if self.hits > self.looks:
            why = f"{self.hits} hits of {self.looks} looks cannot be; write hits at most looks"
            raise PydanticCustomError("confirmation", "{why}", {"why": why})
        return self


class Sensor(Declared):
    """A declared sensor, and what one look of it gives.

    Laws, which the contract test checks for every kind:
      - `probability` lies in [0, 1]; `snr` is not negative; nothing is NaN.
      - nearer along the same line of sight never lowers `snr`, nor `probability`.
      - in view means that some face has no limit below zero. A limit changes no faster than the
        target moves (or than 1 km for each second of `burning`), and smoothly: so it can be said
        how long a target outside stays outside, and no pass is too short to be found. Limits do
        not depend on the cross-section: two looks at one flight share them.
      - one target at one instant and a whole batch give the same numbers.
      - `measure` depends smoothly on the position where the target is in view, and `deviations` are
        positive, or inf where a look says nothing; more signal never raises them.
      - `tells` is the derivative of `measure` over `deviations`.
      - `parameters` and `measurement_model` have arrays with the draw last, `(..., draw)`;
        parameters may have `(..., 1)` where nothing is drawn. An axis before it lists alternatives
        (faces): repeating one of them changes nothing.
    """

    channels: ClassVar[tuple[Channel, ...]] = ()
    """What `measure` gives, in its order; a kind that only detects has none."""
    called: ClassVar[str] = "sensor"
    """What sentences call one of the kind, "radar"; several are called so with an s."""
    sees_powered_flight_alone: ClassVar[bool] = False
    """Whether it sees nothing of what coasts: it gives a direction once powered flight has ended,
    and adds to no track. Sentences tell such sensors together, whosever they are."""
    cues: ClassVar[bool] = False
    """Whether its reports tell sensors that search where to look."""

    kind: str
    name: str = Field(description="as sentences say it")
    at: NeededPlace = Field(description="where it stands, or hangs in orbit")
    owner: NeededParty = Field(description="who operates it, and knows what it sees without delay")
    shared: tuple[Shared, ...] = Field(
        default=(), description="who else is told what it sees; none = the owner alone"
    )
    report_delay: Duration = Field(
        default=Estimate.exactly(0.0),
        description="from the look that confirms until the owner knows of it",
    )
    availability: Probability = Field(
        default=Estimate.exactly(1.0),
        description="share of the time it is there and works",
    )
    confirm: Confirmation = Field(
        default=Confirmation(),
        description="how many looks must detect before a detection counts; none = one",
    )

    @abstractmethod
    def interval(self) -> Estimate:
        """Time from one look at a target to the next [s]."""

    @abstractmethod
    def parameters(self, site: Site, draws: Draws, gradient: Floats) -> Any:
        """A NamedTuple of what `observe` needs, in every draw.

        Args:
            site: where the sensor stands.
            draws: gives each estimate's values, (draw,).
            gradient: of the refractive index with height, (draw,) [1/m].
        """

    def seeking(self, site: Site, draws: Draws, gradient: Floats) -> tuple[Any, Floats] | None:
        """How it looks for what it is not told of, where it does so otherwise than it tracks.

        The `parameters` of such looks, and the time between two at one place, (draw,) [s].
        """
        return None

    @property
    def cue_delay(self) -> Estimate | None:
        """From a satellite's report to the looks it directs [s]; None = it needs no report."""
        return None

    @property
    def finds_by(self) -> str:
        """What lets it see a flight for the first time, in words."""
        return "its looks" if self.cue_delay is None else "search or cue"

    @classmethod
    def leaves_out(cls, declared: Sequence["Sensor"]) -> str:
        """What the model of the kind leaves out, in sentences.

        Args:
            declared: all sensors of this kind that an answer is about.
        """
        return ""

    @staticmethod
    @abstractmethod
    def observe(parameters: Any, target: Target) -> Look:
        """One look at one target at one instant, with one draw's parameters.

        Plain Python on numbers and `np` functions of numbers, such as `np.where` and `np.sqrt`,
        and functions of a module that are such, too: Numba compiles it, JAX traces it with its own
        `np` (see `rebound`). What has an axis before that of the draws is indexed, `p.up[0]`, as
        are the three numbers of the target's position; `each_of` goes through faces.
        """

    @property
    def measures(self) -> bool:
        """Whether its accuracy is declared: what does not say how precisely adds to no track."""
        return False

    @property
    def follows_coast(self) -> bool:
        """Whether its looks add to a track of what flies on after burn-out."""
        return self.measures and not self.sees_powered_flight_alone

    def measurement_model(self, site: Site, draws: Draws) -> Any:
        """A NamedTuple of what `measure` and `deviations` need, in every draw.

        Args:
            site: where the sensor stands.
            draws: gives each estimate's values, (draw,).
        """
        return ()

    @property
    def biases(self) -> tuple[tuple[float, ...], ...]:
        """What stays the same from look to look, one standard deviation of each cause, at its low,
        best and high values; without causes by default."""
        return (), (), ()

    def biased(
        self, site: Site, gradient: Floats, position_ecef: Float[Floats, "look 3"], snr: Floats
    ) -> Float[Floats, "cause channel look"]:
        """What one unit of each cause adds to each channel of a look, in that channel's deviations.

        Everything declared is at its best value.

        Args:
            site: where the sensor stands, in one draw.
            gradient: of the refractive index with height, (1,) [1/m].
            position_ecef: of the target at each look [m].
            snr: of each look, (look,) [1].
        """
        return np.zeros((0, len(self.channels), len(snr)))

    def bias_drawn(self, site: Site, draws: Draws, gradient: Floats) -> Any:
        """What its looks share in every draw, a `bias_draws.DrawnBias`; None = nothing."""
        return None

    @staticmethod
    def measure(
        measurement_model: Any, position_ecef: Float[Numbers, "3"]
    ) -> Float[Numbers, " channel"]:
        """What a look without error would measure of a target at (3,) [m]; (channel,)."""
        return jnp.zeros(0)

    @staticmethod
    def deviations(
        measurement_model: Any, position_ecef: Float[Numbers, "3"], snr: Float[Numbers, ""] | float
    ) -> Float[Numbers, " channel"]:
        """Standard deviation of each channel of one look that detected, (channel,)."""
        return jnp.zeros(0)

    @staticmethod
    def tells(
        measurement_model: Any, position_ecef: Any, snr: Any
    ) -> tuple[tuple[Numbers, Numbers, Numbers], ...]:
        """What a look that detected tells of the position: of each channel, the derivative of
        `measure` by the three numbers of the position, over the channel's deviation [1/m].

        Plain Python on numbers, as `observe`: a run works it out for millions of looks. Zeros where
        a look says nothing.
        """
        return ()
