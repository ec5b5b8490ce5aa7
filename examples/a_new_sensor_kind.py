"""A kind of sensor of one's own in a scenario's file: a camera that sees what burns above it."""

from collections import namedtuple
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal

import noroshi
from noroshi.scenario.template import write_template
from noroshi.world import Duration

Eye = namedtuple("Eye", "place up")


@noroshi.register
class Camera(noroshi.Sensor):
    kind: Literal["camera"] = "camera"
    frame: Duration

    def interval(self):
        return self.frame

    def parameters(self, site, draws, gradient):
        return Eye(site.position_ecef[:, None], site.up[:, None])

    @staticmethod
    def observe(eye, target):  # numbers of one instant; in view while no limit is below zero
        (x, y, z), (east, north, up) = target.position_ecef, eye.place
        above = eye.up[0] * (x - east) + eye.up[1] * (y - north) + eye.up[2] * (z - up)
        limits = above, 1000.0 * target.burning
        snr, probability = 0.0 * limits[0], 0.9 + 0.0 * limits[0]
        return noroshi.Look((limits,), snr, probability)


write_template(folder := Path(mkdtemp()))
entry = "{kind: camera, name: Eye, at: north-cape, owner: coast, frame: 2 s}"
(folder / "camera.yaml").write_text(f"sensors: {{eye: {entry}}}\n")
run = noroshi.load(folder).ask("warning", draws=4).data.sel(posture="after")
print(seen := run.first_detection.sel(sensor="eye"))
assert 0 < (seen < run.burn_time).sum() == (seen < float("inf")).sum()
