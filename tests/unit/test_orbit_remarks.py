"""A message in a scenario's file: what `check` remarks upon, and what it leaves alone."""

import json

import pytest

from noroshi.cli.check import check
from noroshi.errors import ScenarioError
from noroshi.scenario import load
from noroshi.scenario.files import built_in

PLATFORM = """
platforms:
  bird:
    kind: satellite
    name: Bird
    owner: coast
    orbit:
      kind: omm
      message:
        COMMENT: [as a list, of two]
        DECAY_DATE: null
        LAUNCH_DATE: 1998-11-20
        EPOCH: 2014-365T12:00:00Z
        MEAN_MOTION: 15.5
        ECCENTRICITY: .0007
        INCLINATION: 51.6
        RA_OF_ASC_NODE: 100
        ARG_OF_PERICENTER: 90
        MEAN_ANOMALY: 270
        NORAD_CAT_ID: 799501299
"""


@pytest.fixture
def folder(tmp_path):
    for name in ("scenario", "flights", "sensors"):
        path = built_in()["small"] / f"{name}.yaml"
        (tmp_path / path.name).write_text(path.read_text())
    (tmp_path / "bird.yaml").write_text(PLATFORM)
    return tmp_path


def test_a_message_as_files_have_it_gives_no_remark(folder, capsys) -> None:
    check(str(folder), json=True)
    assert json.loads(capsys.readouterr().out)["remarks"] == []
    check(str(folder), json=False)
    assert "Odd" not in capsys.readouterr().out


def test_a_misspelt_key_is_remarked_upon_and_not_refused(folder, capsys) -> None:
    (folder / "bird.yaml").write_text(PLATFORM + "        BSTARR: 1e-4\n")
    words = "the key BSTARR of the message is not read"
    check(str(folder), json=False)
    assert words in capsys.readouterr().out
    check(str(folder), json=True)
    (told,) = json.loads(capsys.readouterr().out)["remarks"]
    assert (told["path"], told["message"]) == ("platforms.bird.orbit", words)


def test_a_wrong_number_is_refused_with_its_line_and_key(folder) -> None:
    (folder / "bird.yaml").write_text(PLATFORM.replace("15.5", "0"))
    with pytest.raises(ScenarioError, match=r"bird\.yaml:9: .*MEAN_MOTION is 0; an orbit has"):
        load(folder)
