"""A kind of sensor of one's own in a scenario's file: a camera that sees what burns."""

from collections import namedtuple
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal

import jax.numpy as jnp

import noroshi
from noroshi.declared import Duration, Length
from noroshi.scenario.template import write_template

Eye = namedtuple("Eye", "place up sees")


@noroshi.register
class Camera(noroshi.Sensor):
    kind: Literal["camera"] = "camera"
    sees: Length
    frame: Duration

    def interval(self):
        return self.frame

    def parameters(self, site, draws, gradient):
        return Eye(site.position_ecef[:, None], site.up[:, None], draws(self.sees))

    @staticmethod
    def observe(eye, target):  # one look: in view while no limit is below zero
        away = target.position_ecef - eye.place
        limits = (eye.sees - jnp.linalg.norm(away), eye.up @ away, 1000.0 * target.burning)
        return noroshi.Look((limits,), snr=0.0 * eye.sees, probability=0.9 + 0.0 * eye.sees)


write_template(folder := Path(mkdtemp()))
entry = "{kind: camera, name: Eye, at: north-cape, owner: coast, sees: 1500 km, frame: 2 s}"
(folder / "camera.yaml").write_text(f"sensors: {{eye: {entry}}}\n")
run = noroshi.to_xarray(noroshi.assess(noroshi.load(folder).at("2015-01-01"), draws=4))
print(seen := run.first_detection.sel(sensor="eye"))
assert ((seen < run.burn_time) == (seen < jnp.inf)).all()
