"""Stone Soup's own extended Kalman filter over the exported detections of one flight."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from stonesoup.predictor.kalman import ExtendedKalmanPredictor
from stonesoup.reader.yaml import YAMLDetectionReader, YAMLGroundTruthReader
from stonesoup.types.array import CovarianceMatrix, StateVector
from stonesoup.types.hypothesis import SingleHypothesis
from stonesoup.types.state import GaussianState
from stonesoup.updater.kalman import ExtendedKalmanUpdater

import noroshi
from noroshi.questions.warning.pipe.recording import record
from noroshi.report.stonesoup import save
from noroshi.report.stonesoup_exact import with_exact_derivatives
from noroshi.report.stonesoup_motion import Motion
from noroshi.tracking.dynamics import coast

# Write the files (`noroshi export small --flight ...` does the same) and read them back.
world = noroshi.load("small").at("2015-01-01")
recording = record(world, "medium-lofted/test-range/capital", seed=0)
with TemporaryDirectory() as folder:
    seen, true = save(recording, Path(folder))
    found = [d for _, scan in YAMLDetectionReader(seen).detections_gen() for d in scan]
    ((_, paths),) = YAMLGroundTruthReader(true).groundtruth_paths_gen()
(path,) = paths
truth = {state.timestamp: np.asarray(state.state_vector, dtype=float).ravel() for state in path}

# Free flight only: our dynamics know no thrust.
burnt_out = path[0].timestamp + timedelta(seconds=recording.flight.burn_time.best)
found = with_exact_derivatives(d for d in found if d.timestamp > burnt_out)

# Start from a rough idea: 5 km and 200 m/s off in every component.
spread = np.repeat([5e3, 2e2], 3)
start = found[0].timestamp
belief = GaussianState(
    StateVector(truth[start] + spread), CovarianceMatrix(np.diag(spread**2)), timestamp=start
)

predictor, updater = ExtendedKalmanPredictor(Motion(coast(0.01))), ExtendedKalmanUpdater()
for number, detection in enumerate(found, start=1):
    prediction = predictor.predict(belief, timestamp=detection.timestamp)
    belief = updater.update(SingleHypothesis(prediction, detection))
    if number in (1, 5, 20, len(found)):
        off = np.asarray(belief.state_vector, dtype=float).ravel() - truth[detection.timestamp]
        error = np.linalg.norm(off[:3])
        told = np.sqrt(np.trace(np.asarray(belief.covar, dtype=float)[:3, :3]))
        print(f"{number:3} detections: {error:6.0f} m off, expected {told:6.0f} m")

assert error < 3 * told
