"""A scenario that extends another holds only what differs; everything else is taken over."""

import re

import pytest

from noroshi.errors import ScenarioError
from noroshi.scenario import load
from noroshi.scenario.loading import LONGEST_CHAIN, read
from noroshi.scenario.remarks import remarks
from noroshi.scenario.template import write_template

SHARED = """\
scenario: {extends: small}
sensors:
  north-radar:
    reference: {range: {low: 600 km, best: 900 km, high: 1500 km, source: book, grade: C,
      note: as printed, shared_as: one.range}}
  third-radar: {like: north-radar, name: Third Radar, at: rocks}
sources: {book: {title: A book}}
"""


@pytest.fixture
def written(tmp_path):
    """Write folders of one file each; the folder of the first."""

    def write(**texts):
        for name, text in texts.items():
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / "changes.yaml").write_text(text)
        return tmp_path / next(iter(texts))

    return write


def problems(folder):
    with pytest.raises(ScenarioError) as refused:
        load(folder)
    return refused.value.problems


def only(found):
    assert len(found) == 1, [str(p) for p in found]
    return found[0]


def odd(folder):
    world, tree, _ = read(folder)
    return [(r.path, r.what) for r in remarks(tree, world)]


def test_what_a_folder_does_not_say_is_that_of_the_scenario_it_extends(written):
    small = load("small")
    world = load(written(mine="scenario: {extends: small, title: Mine}"))
    assert world.title == "Mine"
    assert world.header.after == small.header.after
    assert (world.sensors, world.rules, world.waters) == (small.sensors, small.rules, small.waters)


def test_fields_are_laid_over_at_every_depth_and_the_rest_of_the_entry_stays(written):
    text = "sensors: {north-radar: {reference: {cross_section: 0.5 m^2}}}"
    world = load(written(mine="scenario: {extends: small}\n" + text))
    was, now = (w.sensors["north-radar"] for w in (load("small"), world))
    assert now.reference.cross_section.best == 0.5
    assert now.reference.range == was.reference.range
    assert now.faces == was.faces


def test_one_number_of_an_interval_is_changed_alone_and_its_source_goes(written):
    text = "sensors: {north-radar: {reference: {range: {best: 1000 km}}}}"
    world = load(written(mine="scenario: {extends: ../base}\n" + text, base=SHARED))
    found = world.sensors["north-radar"].reference.range
    assert (found.low, found.best, found.high) == (600e3, 1000e3, 1500e3)
    assert (found.source, found.grade, found.note) == ((), None, "")
    assert found.shared_as == "one.range"


def test_a_path_counts_from_the_file_and_chains_are_followed(written):
    folder = written(
        mine="scenario: {extends: ../middle}\nreceivers: {harbour: {population: 5}}",
        middle="scenario: {extends: ../first, title: The middle}\n"
        "receivers: {harbour: {population: 7, name: Port}}",
        first="scenario: {extends: small, title: The first}",
    )
    world = load(folder)
    assert world.title == "The middle"
    assert (world.receivers["harbour"].population, world.receivers["harbour"].name) == (5, "Port")


def test_a_file_may_extend_and_a_folder_beside_it_goes_before_a_built_in_one(written, tmp_path):
    written(small="scenario: {extends: small, title: Beside}")
    file = tmp_path / "alone.yaml"
    file.write_text("scenario: {extends: small}")
    assert load(file).title == "Beside"


def test_lists_are_replaced_as_a_whole(written):
    text = "threats: {short-minimum: {launched_from: [rocks]}}"
    world = load(written(mine="scenario: {extends: small}\n" + text))
    assert world.threats["short-minimum"].launched_from == ("rocks",)


def test_a_mapping_of_another_kind_replaces_the_whole(written):
    orbit = "{kind: elements, epoch: 2015-01-01T00:00:00Z}"
    text = f"scenario: {{extends: small}}\nplatforms: {{eye: {{orbit: {orbit}}}}}"
    found = problems(written(mine=text))
    # Nothing of the other orbit is left to be complained of: only what this kind needs.
    assert found
    assert all("is missing" in p.message for p in found), [str(p) for p in found]


def test_null_takes_out_a_field_and_an_entry(written):
    text = "sensors: {south-radar: null}\nfleets: {drones: {crew_hours: null}}"
    world = load(written(mine="scenario: {extends: small}\n" + text))
    assert "south-radar" not in world.sensors
    assert world.fleets["drones"].crew_hours is None


def test_what_cannot_be_without_an_entry_goes_with_it_and_is_told(written):
    claim = "{about: sensors.south-radar.from, question: Since?, statements: [{value: 2014}]}"
    folder = written(
        mine="scenario: {extends: ../base}\nsensors: {south-radar: null}",
        base=f"scenario: {{extends: small}}\nclaims: {{about-it: {claim}}}",
    )
    world = load(folder)
    options = world.alternatives["lowest"].options
    assert [o.lowest_elevation.sensors for o in options] == [("north-radar",)] * 2
    assert list(world.claims) == ["north-radar-range"]
    told = " ".join(what for _, what in odd(folder))
    assert told.count("is no more named by alternatives.lowest") == 1  # though two options did
    assert "'sensors.south-radar.from', which it names, is declared no more" in told


def test_a_place_takes_its_sensors_and_they_their_alternatives_along(written):
    base = """\
scenario: {extends: small}
alternatives:
  lowest:
    question: How low?
    options:
      - {name: low, base: true, lowest_elevation: {sensors: [buoy], elevation: 0 deg}}
      - {name: high, lowest_elevation: {sensors: [buoy], elevation: 3 deg}}
places: {raft: {name: Raft, lat: 37 deg, lon: 138 deg}}
sensors: {buoy: {like: north-radar, at: raft}}
"""
    folder = written(mine="scenario: {extends: ../base}\nplaces: {raft: null}", base=base)
    world = load(folder)
    assert {"raft", "buoy"}.isdisjoint([*world.places, *world.sensors])
    assert "lowest" not in world.alternatives
    assert ("sensors.buoy", "goes with places.raft, which it names") in odd(folder)


def test_what_names_what_is_taken_out_is_refused_if_it_is_new_and_stays_if_it_is_moved(written):
    text = "scenario: {extends: small}\nplaces: {south-cape: null}\nsensors: {%s}"
    found = only(problems(written(mine=text % "buoy: {like: north-radar, at: south-cape}")))
    assert (found.path, found.line) == ("sensors.buoy.at", 3)
    assert "there is no 'south-cape' in places" in found.message
    world = load(written(mine=text % "south-radar: {at: rocks}"))
    assert world.sensors["south-radar"].at == "rocks"
    assert "south-radar" in world.alternatives["lowest"].options[0].lowest_elevation.sensors


def test_items_behind_one_that_is_taken_out_keep_their_lines(written):
    base = """\
scenario: {extends: small}
parties: {far: {name: Far}}
sensors:
  north-radar:
    shared:
      - {with: far, delay: 1 s}
      - with: ally
        delay: 5 s
"""
    folder = written(mine="scenario: {extends: ../base}\nparties: {far: null}", base=base)
    world, tree, _ = read(folder)
    assert [s.party for s in world.sensors["north-radar"].shared] == ["ally"]
    file, line = tree.mark(("sensors", "north-radar", "shared", 0, "delay"))
    assert (file, line) == (str(folder.parent / "base" / "changes.yaml"), 8)


@pytest.mark.parametrize(
    ("text", "path", "message", "hint"),
    [
        ("scenario: {extends: smal}", "scenario.extends", "no such folder", "did you mean 'small'"),
        ("scenario: {extends: 5}", "scenario.extends", "should be text", "write e.g. japan"),
        ("scenario: {extends: .}", "scenario.extends", "the scenario extends itself", "another"),
        (
            "scenario: {extends: small}\nsensors: {north-rader: null}",
            "sensors.north-rader",
            "there is no such entry to take out",
            "did you mean 'north-radar'?",
        ),
        (
            "scenario: {extends: small}\nsensors: {North-Radar: {name: N}}",
            "sensors.North-Radar",
            "differ by case alone",
            "write `north-radar`",
        ),
        (
            "scenario: {extends: small}\nsensors: {north-radar: {reference: {range: 9 s}}}",
            "sensors.north-radar.reference.range",
            "'9 s' is not a length",
            "write e.g. '3 km'",
        ),
        (
            "scenario: {extends: small}\nsensors: {north-radar: {reference: {rnge: null}}}",
            "sensors.north-radar.reference.rnge",
            "unknown key `rnge`",
            "did you mean 'range'?",
        ),
        (
            "scenario: {extends: small}\nthreats: {short-minimum: {at: {receivers: [harbour]}}}",
            "threats.short-minimum.at",
            "names a party and receivers",
            "",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line_in_the_file(written, text, path, message, hint):
    folder = written(mine=text)
    found = only(problems(folder))
    assert (found.file, found.path) == (str(folder / "changes.yaml"), path)
    assert found.line == text.count("\n") + 1
    assert message in found.what
    assert hint in found.hint


def test_scenarios_that_extend_each_other_in_a_circle_are_refused(written):
    folder = written(mine="scenario: {extends: ../other}", other="scenario: {extends: ../mine}")
    found = only(problems(folder))
    assert found.message == "the scenario extends itself through others"
    assert found.file.endswith("other/changes.yaml")


def test_a_long_chain_is_refused(written):
    texts = {f"s{i}": f"scenario: {{extends: ../s{i + 1}}}" for i in range(LONGEST_CHAIN + 5)}
    assert f"more than {LONGEST_CHAIN} scenarios" in only(problems(written(**texts))).message


def test_an_unreadable_file_of_what_is_extended_is_told_once(written):
    folder = written(mine="scenario: {extends: ../base}", base="scenario: {extends: small}\n  - x")
    assert "not readable as YAML" in only(problems(folder)).message


def test_an_entry_like_another_starts_from_that_one(written):
    text = "sensors: {south-radar: {like: north-radar, at: rocks}}"
    world = load(written(mine="scenario: {extends: small}\n" + text))
    north, south = (world.sensors[k] for k in ("north-radar", "south-radar"))
    assert (south.name, south.since, south.at) == (north.name, north.since, "rocks")


def test_changing_an_entry_leaves_those_alone_that_were_like_it(written):
    text = "sensors: {north-radar: {reference: {range: 700 km}}}"
    world = load(written(mine="scenario: {extends: ../base}\n" + text, base=SHARED))
    assert world.sensors["north-radar"].reference.range.best == 700e3
    assert world.sensors["third-radar"].reference.range.best == 900e3


def test_an_estimate_that_parts_from_its_twins_is_told_and_so_is_one_that_stays(written):
    change = "scenario: {extends: ../base}\nsensors: {north-radar: {reference: {range: %s}}}"
    for value, words in (
        (
            "700 km",
            "alone is set: sensors.third-radar.reference.range, which is `shared_as: one.range`, "
            "keeps 900 km",
        ),
        ("{low: 1 km, best: 2 km, high: 3 km}", "stays one unknown with sensors.third-radar"),
    ):
        told = dict(odd(written(mine=change % value, base=SHARED)))
        assert told["sensors.north-radar.reference.range"].startswith(words)
        assert "keeps 900 km" in told["sensors.north-radar.reference.range"]
    for value in ("{low: 1 km, best: 2 km, high: 3 km, shared_as: null}", "{shared_as: other}"):
        told = dict(odd(written(mine=change % value, base=SHARED)))
        assert "sensors.north-radar.reference.range" not in told


def test_a_like_that_states_new_numbers_stays_one_unknown_unless_it_says_otherwise(written):
    base = SHARED.replace(
        "sources:", "  fourth-radar: {like: third-radar, reference: {range: %s}}\nsources:"
    )
    numbers = "{low: 1 km, best: 2 km, high: 3 km%s}"
    folder = written(mine=base % (numbers % ""))
    assert load(folder).sensors["fourth-radar"].reference.range.shared_as == "one.range"
    assert "stays one unknown" in dict(odd(folder))["sensors.fourth-radar.reference.range"]
    folder = written(mine=base % (numbers % ", shared_as: null"))
    assert load(folder).sensors["fourth-radar"].reference.range.shared_as is None
    assert "sensors.fourth-radar.reference.range" not in dict(odd(folder))


def examples(text):
    """Each commented example of the file, uncommented alone, as (what it says, the whole text)."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if not line.startswith("#   # "):
            continue
        section = max(n for n in range(number) if re.fullmatch(r"# [a-z]+:", lines[n]))
        body = []
        for each in lines[number + 1 :]:
            if not each.startswith("#   ") or each.startswith("#   # "):
                break
            body.append(each[2:])
        head = [each for each in lines if not each.startswith("#")]
        yield line[6:], "\n".join([*head, lines[section][2:], *body])


@pytest.mark.parametrize("base", ["japan", "small"])
def test_a_folder_made_from_another_scenario_works_and_so_does_each_of_its_examples(tmp_path, base):
    folder = tmp_path / "mine"
    write_template(folder, base)
    file = folder / "changes.yaml"
    text, whole = file.read_text(), load(base)
    assert load(folder).sensors == whole.sensors
    found = list(examples(text))
    assert [says.split(";")[0] for says, _ in found] == [
        "A range",
        "One more radar, like another in all that is not said here",
        "A sensor is switched off",
        "A delay",
        "A city more",
        "The size of a fleet",
    ]
    for says, changed in found:
        file.write_text(changed)
        world = load(folder)
        same = all(
            getattr(world, section) == getattr(whole, section)
            for section in ("sensors", "rules", "receivers")
        )
        assert same == says.startswith("The size"), says
    file.write_text(re.sub(r"(?m)^# (?=[a-z]+:$|  )", "", text))
    assert "new-city" in load(folder).receivers


def test_a_folder_can_be_made_from_a_folder_and_moved_together(tmp_path):
    write_template(tmp_path / "first")
    write_template(tmp_path / "second", str(tmp_path / "first"))
    (tmp_path / "a").mkdir()
    for name in ("first", "second"):
        (tmp_path / name).rename(tmp_path / "a" / name)
    assert load(tmp_path / "a" / "second").sensors == load("small").sensors


def test_an_entry_that_is_misspelt_says_which_is_meant_and_a_new_one_does_not(written):
    """Else one would be asked to declare all of what only a number was to be changed of."""
    text = """\
scenario: {extends: small}
sensors:
  north-rader: {reference: {range: 800 km}}
  brand-new: {reference: {range: 800 km}}
receivers:
  harbor: {population: 5}
"""
    with pytest.raises(ScenarioError) as caught:
        load(written(mine=text))
    hints = {p.path: p.hint for p in caught.value.problems if "is missing" in p.message}
    assert hints["sensors.north-rader"].startswith("did you mean 'north-radar', which is declared?")
    assert hints["sensors.north-rader"].endswith("one of infrared, radar")
    assert hints["sensors.brand-new"].startswith("write `kind:`")
    assert hints["receivers.harbor"].startswith("did you mean 'harbour'")


def test_an_entry_that_is_declared_is_not_taken_for_a_slip_of_another(written):
    """Where a field of it is taken out, in a file or by a value that is set."""
    mine = written(mine="scenario: {extends: small}\nsensors: {north-radar: {at: null}}")
    for refused in (
        lambda: load(mine),
        lambda: load("small").with_values({"sensors.north-radar.at": None}),
    ):
        with pytest.raises(ScenarioError) as caught:
            refused()
        [problem] = caught.value.problems
        assert problem.message == "`at` is missing"
        assert "did you mean" not in problem.hint
