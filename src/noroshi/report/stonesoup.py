"""A recorded flight as Stone Soup objects: ground truth, and detections with measurement models.

Stone Soup is the UK Defence Science and Technology Laboratory's open tracking framework (PyPI:
`stonesoup`). States are Earth-fixed, (x, y, z, vx, vy, vz) [m, m/s]; launch is at midnight of the
scenario's day. Files are those of its own `YAMLWriter`, and its own readers read them.

Angles change their meaning: Stone Soup's bearing turns anticlockwise from a first axis and its
elevation rises from the plane of the first two. A radar's axes are east, north and up, so that
bearing = 90° - azimuth. A satellite's are down, west and north, so that its direction cosines
become a bearing and an elevation near zero.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from stonesoup.models.measurement.nonlinear import (
    CartesianToElevationBearing,
    CartesianToElevationBearingRange,
)
from stonesoup.serialise import YAML
from stonesoup.types.angle import Bearing, Elevation
from stonesoup.types.array import CovarianceMatrix, StateVector
from stonesoup.types.detection import Detection
from stonesoup.types.groundtruth import GroundTruthPath, GroundTruthState

from noroshi.errors import NoroshiError
from noroshi.questions.warning.pipe.recording import Recording
from noroshi.report.folder import write_files
from noroshi.sensing import Infrared, Radar

Floats = NDArray[np.float64]
DETECTIONS, TRUTH = "detections.yaml", "ground_truth.yaml"
_COMPONENTS: Final = 6


def epoch(recording: Recording) -> datetime:
    """The moment of launch, which no file of a scenario states: midnight of its day."""
    return datetime.combine(recording.day, time())


def ground_truth(recording: Recording) -> GroundTruthPath:
    """The true path: one state at every distinct time of a look."""
    moments, first = np.unique(np.asarray(recording.looks.time), return_index=True)
    states = [
        GroundTruthState(StateVector(state), timestamp=_at(recording, moment))
        for moment, state in zip(moments, recording.state_ecef[first], strict=True)
    ]
    return GroundTruthPath(states, id=recording.flight.id)


def detections(recording: Recording) -> list[Detection]:
    """Every detection in order of time, with the measurement model it was made by.

    Times are rounded to the microsecond, the finest that Stone Soup knows.
    """
    time, sensor, detected, value, sigma = (np.asarray(a) for a in recording.looks)
    found = []
    for row in np.flatnonzero(detected[:, 0]):
        station = recording.stations[sensor[row]]
        translate = _translator(station.sensor)
        vector, model = translate(station.measurement_model, value[row, :, 0], sigma[row, :, 0])
        found.append(
            Detection(
                vector,
                timestamp=_at(recording, time[row]),
                measurement_model=model,
                metadata={"sensor": station.sensor.id},
            )
        )
    return found


def save(recording: Recording, folder: Path) -> tuple[Path, ...]:
    """Write both as files of Stone Soup's own kind into a folder, made if missing.

    Read them with `stonesoup.reader.yaml`: `YAMLDetectionReader`, `YAMLGroundTruthReader`.
    """
    # A look is a scan of its own, also where two sensors look at one moment: one set an instant
    # would have no order, and the same run not the same file.
    seen = ({"time": d.timestamp, "detections": {d}} for d in detections(recording))
    path = ground_truth(recording)
    true = {"time": path[-1].timestamp, "groundtruth_paths": {path}}
    contents = {DETECTIONS: _text(seen), TRUTH: _text([true])}
    write_files(folder, contents)
    return tuple(folder / name for name in contents)


def _text(documents: Iterable[dict[str, Any]]) -> str:
    yaml = YAML()
    yaml.explicit_start = yaml.explicit_end = True
    return "".join(yaml.dumps(document) for document in documents)


def _at(recording: Recording, moment: float) -> datetime:
    return epoch(recording) + timedelta(seconds=float(moment))


Translated = tuple[StateVector, Any]


def _translator(sensor: Any) -> Callable[[Any, Floats, Floats], Translated]:
    if isinstance(sensor, Radar):
        return _radar
    if isinstance(sensor, Infrared):
        return _infrared
    raise NoroshiError(f"sensors of kind '{sensor.kind}' have no counterpart in Stone Soup")


def _radar(measurement_model: Any, value: Floats, sigma: Floats) -> Translated:
    distance, azimuth, elevation = value[:3]
    vector = StateVector([Elevation(elevation), Bearing(np.pi / 2 - azimuth), distance])
    covariance = np.diag([sigma[2], sigma[1], sigma[0]]) ** 2
    axes = np.stack(
        [
            _column(a)
            for a in (measurement_model.east, measurement_model.north, measurement_model.up)
        ]
    )
    return vector, _model(CartesianToElevationBearingRange, measurement_model, axes, covariance)


def _infrared(measurement_model: Any, value: Floats, sigma: Floats) -> Translated:
    """Direction cosines e and n become elevation asin n and bearing -atan2(e, √(1 - e² - n²))."""
    east, north = value[:2]
    ahead = np.sqrt(1.0 - east**2 - north**2)
    vector = StateVector([Elevation(np.arcsin(north)), Bearing(-np.arctan2(east, ahead))])
    level = 1.0 - north**2
    slope = np.array([[0.0, 1.0 / np.sqrt(level)], [-1.0 / ahead, -east * north / (ahead * level)]])
    covariance = slope @ np.diag(sigma[:2] ** 2) @ slope.T
    e, n = _column(measurement_model.east), _column(measurement_model.north)
    axes = np.stack([np.cross(n, e), -e, n])
    return vector, _model(CartesianToElevationBearing, measurement_model, axes, covariance)


def _model(kind: Any, measurement_model: Any, axes: Floats, covariance: Floats) -> Any:
    return kind(
        ndim_state=_COMPONENTS,
        mapping=np.arange(3),
        noise_covar=CovarianceMatrix(covariance),
        translation_offset=StateVector(_column(measurement_model.origin_ecef)),
        rotation_offset=StateVector(_turns(axes)),
    )


def _column(vector: Any) -> Floats:
    """A vector by component, each (1,), as (3,)."""
    return np.array([float(np.asarray(c).reshape(-1)[0]) for c in vector])


def _turns(axes: Floats) -> Floats:
    """The angles about x, y and z that Stone Soup builds these axes (rows, Earth-fixed) from.

    Its matrix is Rx(-a) Ry(b) Rz(-c): its first row is (cos b cos c, cos b sin c, sin b), and its
    last column (sin b, sin a cos b, cos a cos b).
    """
    first, last = axes[0], axes[:, 2]
    return np.array(
        [
            np.arctan2(last[1], last[2]),
            np.arctan2(first[2], np.hypot(first[0], first[1])),
            np.arctan2(first[1], first[0]),
        ]
    )
