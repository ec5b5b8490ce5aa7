"""`noroshi commitments` as a reader of the two reports would use it."""

import json
import sys
from datetime import date

import jsonschema
import pytest
import shapely

from noroshi.cli import main as command_line
from noroshi.questions.base import Case
from noroshi.questions.commitments import QUESTION
from noroshi.questions.commitments.layers import areas
from noroshi.report.json import answer_document
from noroshi.scenario import Scenario, load

TREATY = "agreements.treaty-1960.provisions.article-v"


@pytest.fixture(scope="module")
def japan() -> Scenario:
    return load("japan")


@pytest.fixture
def ask(monkeypatch, capsys):
    """Run the command inside this process; exit code, stdout, stderr."""

    def run(*words):
        typed = " ".join(map(str, words)).split()
        monkeypatch.setattr(sys, "argv", ["noroshi", "commitments", "japan", *typed])
        with pytest.raises(SystemExit) as left:
            command_line.main()
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return run


class Told:
    """The numbers and words of a document, by variable, of the day that is asked about."""

    def __init__(self, document):
        self.axes, self.variables = document["axes"], document["variables"]
        self.day = self.value("asked_day")

    def value(self, name):
        return self.variables[name]["value"]

    def daily(self, name):
        """Of the day that is asked about."""
        return self.value(name)[self.axes["day"]["ids"].index(self.day)]

    def rows(self, axis, **columns):
        """Entries of an axis as rows, of the day that is asked about where each is of one."""
        told = {key: self.value(name) for key, name in columns.items()}
        days = self.variables.get(f"{axis}_day", {"value": [self.day] * 10_000})["value"]
        made = [dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True)]
        return [row for row, day in zip(made, days, strict=False) if day == self.day]

    def document(self):
        parties = {}
        for row in self.rows("duty", party="duty_party", what="duty_kind", text="duty_text",
                             standing="duty_standing", path="duty_provision"):  # fmt: skip
            parties.setdefault(row["party"], []).append(row)
        return {
            "answer": [one for one in self.daily("answered") if one],
            "contested": self.rows("contest", by="contest_by", about="contest_about"),
            "says_nothing": self.rows("silence", agreement="silence_agreement"),
            "parties": parties,
            "changed": self.rows("change", before="change_before", after="change_after"),
        }

    def provisions(self):
        asked = {}
        for row in self.rows("question", path="question_provision", name="question_word"):
            asked.setdefault(row["path"], []).append(row["name"])
        standing, because = self.daily("standing"), self.daily("because")
        return {
            path: {"standing": s, "because": b, "asked": asked.get(path, [])}
            for path, s, b in zip(self.axes["provision"]["ids"], standing, because, strict=True)
        }


def asked(world, *words):
    """The answer as a document; what is typed goes to the question without the command line."""
    typed = iter(" ".join(words).split())
    options = {word.removeprefix("--").replace("-", "_"): next(typed) for word in typed}
    if "given" in options:
        options["given"] = (options["given"],)
    return answer_document(QUESTION(Case(world, world, world), **options))


@pytest.fixture
def answer(japan):
    """What is told of the day that is asked about, and its provisions by path."""

    def run(*words):
        told = Told(asked(japan, *words))
        return told.document(), told.provisions()

    return run


@pytest.mark.parametrize(
    "words",
    [
        "--event attack-on-us-base --at andersen --by kp --as-of 2016-04-01 --against 2013-10-02",
        "--event landing --at 24.4,123 --on jp --given japan-survival=yes",
    ],
)
def test_the_command_tells_what_the_question_answers(ask, japan, words):
    """So the tests below may ask the question itself, of a world that is read once."""
    code, out, err = ask(words, "--json")
    assert code == 0, err
    assert json.loads(out)["answers"]["commitments"] == asked(japan, words)


def test_the_senkakus_fall_under_the_treaty_and_who_contests_them_is_told(answer):
    """afp-2013:10, 11."""
    found, by_path = answer("--event armed-attack --at senkaku --by cn --as-of 2013-10-04")
    assert by_path[TREATY]["standing"] == "applies"
    assert found["answer"][0].startswith("Japan and the United States must act")
    assert {row["by"] for row in found["contested"]} >= {"cn", "tw", "us"}
    stance = by_path["agreements.us-on-senkaku.provisions.no-position"]
    assert stance["standing"] == "applies"


def test_an_attack_on_a_us_base_depends_on_where_it_is_and_when(answer):
    """afp-2013:4: in Japan the treaty holds; on Guam it does not, and until 2014 Japan may not."""
    words = "--event attack-on-us-base --by kp --as-of"
    _, yokota = answer(words, "2013-10-04", "--at", "yokota")
    assert yokota[TREATY]["standing"] == "applies"
    _, old = answer(words, "2013-10-04", "--at", "andersen")
    assert old[TREATY]["standing"] == "does not apply"
    assert "not in the territories under the administration of Japan" in old[TREATY]["because"]
    ban = "agreements.article-9-reading.provisions.no-collective-self-defence"
    assert old[ban]["standing"] == "applies"
    _, between = answer(words, "2015-01-01", "--at", "andersen")
    assert between["agreements.cabinet-2014.provisions.law-first"]["standing"] == "applies"
    new = "agreements.cabinet-2014.provisions.collective"
    found, now = answer(words, "2016-04-01", "--at", "andersen", "--against", "2013-10-02")
    assert now[new]["standing"] == "depends"
    assert now[new]["asked"] == ["japan-survival"]
    pairs = [(c["before"], c["after"]) for c in found["changed"]]
    assert (ban, new) in pairs
    settled, _ = answer(words, "2016-04-01", "--at", "andersen", "--given", "japan-survival=yes")
    assert any(row["text"].startswith("use the least force") for row in settled["parties"]["jp"])
    assert settled["answer"][1].startswith("Japan may use the least force necessary")
    assert "if the answer is yes" not in settled["answer"][1]
    back, _ = answer(words, "2013-10-02", "--at", "andersen", "--against", "2016-04-01")
    assert back["changed"] == found["changed"]


def test_a_first_strike_is_forbidden_and_was_not_discussed(answer):
    """afp-2013:3, hill-2013:9."""
    words = "--event pre-emptive-strike --by jp --at yongbyon --as-of"
    for day in ("2013-10-04", "2016-04-01"):
        found, _ = answer(words, day)
        assert found["answer"][0].startswith("Japan may not strike another state")
    found, _ = answer(words, "2013-10-04")
    assert "yet to be had (hill-2013:9)" in found["answer"][1]


def test_a_ship_in_the_territorial_sea_is_no_armed_attack(answer):
    found, by_path = answer(
        "--event ship-in-territorial-sea --at senkaku --by cn --as-of 2013-10-04"
    )
    assert "is not an armed attack" in by_path[TREATY]["because"]
    assert "warship that does not comply" in found["answer"][1]
    applied = {row["what"] for row in found["parties"]["jp"] if row["standing"] == "applies"}
    assert "act" not in applied


def test_whose_the_place_is_follows_upon_who_must_act(answer):
    words = "--event landing --at senkaku --by cn --as-of 2016-06-01 --given armed-attack=yes"
    found, _ = answer(words)
    assert found["answer"][0].startswith("Japan and the United States must act")
    assert found["answer"][1].startswith("The place is contested: China claims the islands")


def test_okinawa_before_its_return_was_outside_the_treaty_area(answer):
    words = "--event armed-attack --at naha --as-of"
    assert answer(words, "1971-12-31")[1][TREATY]["standing"] == "does not apply"
    assert answer(words, "1972-05-15")[1][TREATY]["standing"] == "applies"


def test_the_guidelines_of_the_day_are_the_ones_that_apply(answer):
    words = "--event armed-attack --at tokyo --as-of"
    for day, held in (("1980-01-01", 1978), ("2000-01-01", 1997), ("2016-01-01", 2015)):
        _, by_path = answer(words, day)
        standing = {
            year: by_path[f"agreements.guidelines-{year}.provisions.attack-on-japan"]["standing"]
            for year in (1978, 1997, 2015)
        }
        assert [year for year, s in standing.items() if s == "applies"] == [held]


def test_a_reader_can_follow_the_account_line_by_line(ask, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    code, out, _ = ask("--event landing --at senkaku --by cn --as-of 2013-10-04 --full")
    text = " ".join(out.split())
    assert code == 0
    for words in (
        "Does it amount to an armed attack? [armed-attack]",
        "What depends on an open question",
        "What does not apply, and the first condition that fails",
        "What is contested, and by whom",
        "claims the islands, as Diaoyu Dao",
        "an index to the texts, summarised in our own words; it is not legal advice",
        TREATY,
    ):
        assert words in text


def test_the_answer_comes_in_one_table_that_says_whether_each_duty_applies(ask, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    code, out, _ = ask("--event landing --at senkaku --by cn --as-of 2013-10-04")
    assert code == 0
    lines = out.splitlines()
    verdict = " ".join(line.strip() for line in lines[:4])
    assert verdict.startswith("An armed group's landing on an island, at Uotsuri")
    assert ": Japan and the United States must act to meet the common danger" in verdict
    assert "What applies" not in lines
    table = lines[lines.index(next(x for x in lines if x.startswith("What each must"))) :]
    at = next(i for i, line in enumerate(table) if "act to meet the common" in line)
    duty = next(line for line in reversed(table[: at + 1]) if not line.startswith(" "))
    assert duty.split()[:3] == ["Japan", "depends", "must"]


def test_without_dates_the_two_of_the_scenario_are_compared(ask):
    _, out, _ = ask("--event attack-on-us-base --at andersen --full")
    assert "What changed between 2013-10-02 and 2015-01-01" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--event armed-atack --at senkaku", "did you mean 'armed-attack'"),
        ("--event list", "known: armed-attack, attack-on-us-base"),
        ("--event attack", "did you mean 'armed-attack'? Known: armed-attack, attack-on-us-base"),
        ("--event landing --at senkuku", "did you mean 'senkaku'"),
        ("--event landing --at 95,123", "no place on Earth"),
        ("--event landing --by chn", "did you mean 'cn'"),
        ("--event landing --on nobody", "there is no party 'nobody'"),
        ("--event landing --as-of yesterday", "is not a date"),
        ("--event landing --given japan-survivl=yes", "did you mean 'japan-survival'"),
        ("--event landing --given japan-survival=perhaps", "is no answer"),
    ],
)
def test_a_word_that_nobody_knows_is_refused_with_the_nearest_one(ask, words, said):
    code, _, err = ask(words)
    assert code == 2
    assert said in " ".join(err.split())


def test_the_folder_holds_the_answer_and_the_areas_with_who_contests_them(ask, tmp_path):
    words = "--event landing --at senkaku --as-of 2014-01-01"
    assert ask(words, "--out", tmp_path)[0] == 0
    found = json.loads((tmp_path / "report.json").read_text())
    assert found["answers"]["commitments"]["variables"]["event"]["value"] == "landing"
    areas = json.loads((tmp_path / "map.geojson").read_text())
    globe = json.loads((tmp_path / "globe.czml").read_text())
    assert globe[0]["id"] == "document"
    assert len({packet["id"] for packet in globe}) == len(globe) > 5
    by_area = {}
    for feature in areas["features"]:
        by_area.setdefault(feature["properties"].get("area"), feature)
    assert by_area["japan-adiz"]["geometry"] is None
    sea = by_area["senkaku-territorial-sea"]
    assert {d["by"] for d in sea["properties"]["disputed"]} == {"cn", "tw", "us"}
    assert by_area["china-ecs-adiz"]["properties"]["party"] == "cn"
    assert by_area[None]["properties"]["layer"] == "event"
    for feature in areas["features"]:
        if feature["geometry"] is not None:
            kinds = ["Polygon", "MultiPolygon", "Point"]
            jsonschema.validate(feature["geometry"]["type"], {"enum": kinds})
            assert shapely.geometry.shape(feature["geometry"]).is_valid


def test_a_zone_is_on_the_map_from_the_day_on_which_it_was_declared(japan):
    for day, there in (("2013-11-22", False), ("2013-11-23", True)):
        shown = {f.properties["area"] for f in areas(japan, date.fromisoformat(day))}
        assert ("china-ecs-adiz" in shown) is there


@pytest.mark.parametrize(
    "words",
    [
        "--by jp --on cn --at senkaku",
        "--by kp --on kr --at yokota",
        "--by us --on jp --at tokyo",
        "--by cn --at 20,160 --on jp",
    ],
)
def test_the_treaty_binds_against_an_attack_on_japan_by_another_and_there_alone(answer, words):
    _, by_path = answer("--event armed-attack --as-of 2016-06-01", words)
    paths = [TREATY, "agreements.guidelines-2015.provisions.attack-on-japan"]
    assert {by_path[path]["standing"] for path in paths} == {"does not apply"}


def test_nobody_attacks_himself(ask):
    code, _, err = ask("--event armed-attack --by jp --on jp")
    assert code == 2
    assert "cannot do it to itself" in err


def test_a_law_about_private_ships_gives_no_power_over_government_ships(answer):
    path = "agreements.navigation-act-2008.provisions.{}"
    words = "--at senkaku --by cn --as-of"
    found, by_path = answer("--event ship-in-territorial-sea", words, "2013-10-04")
    assert by_path[path.format("order-to-leave")]["standing"] == "does not apply"
    assert "navigation-act-2008" in {row["agreement"] for row in found["says_nothing"]}
    for day, live in (("2009-01-01", "inspect"), ("2013-10-04", "order-to-leave")):
        _, by_path = answer("--event private-ship-in-territorial-sea", words, day)
        assert by_path[path.format(live)]["standing"] == "depends"


@pytest.mark.parametrize(
    ("at", "day", "standing"),
    [
        ("tokyo", "1950-06-01", "not in force"),
        ("35.7,141.05", "1965-01-01", "does not apply"),  # eight miles off Choshi: beyond three
        ("35.7,141.05", "1980-01-01", "applies"),
        ("uotsuri", "1972-05-14", "does not apply"),
        ("uotsuri", "1972-05-15", "applies"),
        ("20.4255,136.0812", "2014-01-01", "applies"),  # Okinotorishima
        ("37.24,131.87", "2014-01-01", "does not apply"),  # Takeshima
        ("44.1,145.9", "2014-01-01", "does not apply"),  # Kunashiri
        ("41.38,140.45", "2014-01-01", "does not apply"),  # the middle of the Tsugaru Strait
    ],
)
def test_the_treaty_area_is_that_of_the_day(answer, at, day, standing):
    _, by_path = answer("--event armed-attack --on jp --by cn --at", at, "--as-of", day)
    assert by_path[TREATY]["standing"] == standing


def test_no_text_of_the_islands_tells_of_later_years(japan):
    for day, years in (("1978-06-01", ("1992", "2012", "2013", "2014")), ("2013-10-04", ("2014",))):
        found = QUESTION(Case(japan, japan, japan), at="senkaku", by="cn", as_of=day)
        item = [row[0] for table in found.tables if table.name != "not-in-force"
                for row in table.cells()]  # fmt: skip
        contested = [row[1] for row in found.table("contested").cells()]
        assert item
        assert contested
        told = [*item, *contested]
        assert not [line for line in told if any(year in line for year in years)]


def test_china_contests_the_us_statement_once_it_did_and_not_the_treaty_at_tokyo(answer):
    words = "--event armed-attack --by cn --as-of"
    found, _ = answer(words, "1965-01-01", "--at tokyo")
    assert not [row for row in found["contested"] if row["about"].startswith("agreements.")]
    for day, there in (("2012-08-01", False), ("2014-06-01", True)):
        found, _ = answer(words, day, "--at senkaku")
        about = {row["about"] for row in found["contested"] if row["by"] == "cn"}
        assert ("agreements.us-on-senkaku.provisions.covered" in about) is there


def test_a_us_attack_gives_no_use_of_bases_and_islands_of_article_3_are_consulted_about(answer):
    _, by_path = answer("--event armed-attack --by us --on jp --at tokyo --as-of 2016-06-01")
    path = "agreements.treaty-1960.provisions.{}"
    assert by_path[path.format("article-vi")]["standing"] == "does not apply"
    _, by_path = answer("--event armed-attack --by cn --at naha --as-of 1965-01-01")
    assert by_path[path.format("agreed-minute-article-3")]["standing"] == "applies"


@pytest.mark.parametrize("more", ["", "--at senkaku --by cn"])
def test_a_day_compared_with_itself_has_changed_nothing(ask, more):
    code, out, err = ask("--as-of 2015-01-01 --against 2015-01-01 --full", more)
    assert code == 0, err
    assert "2015-01-01 is compared with itself: nothing changed" in " ".join(out.split())
    alone = ask("--as-of 2015-01-01 --full", more)[1]
    assert [line for line in alone.splitlines() if line not in out.splitlines()] == []


def test_an_open_question_is_answered_one_way(ask):
    given = "--given japan-survival=yes --given japan-survival="
    code, _, err = ask(given + "no")
    assert code == 2
    assert "'japan-survival' is answered yes and no; give one of them" in " ".join(err.split())
    assert ask(given + "yes")[0] == 0
