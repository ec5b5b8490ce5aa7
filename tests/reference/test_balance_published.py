"""What `japan` declares of the allies' efforts, against shares that others printed."""

import csv
from pathlib import Path

import numpy as np
import pytest

from noroshi.ledger.fair_share import shares
from noroshi.questions.shares.balance import drawn, fair_shares
from noroshi.scenario import load

DATA = Path(__file__).parent / "data/allied_shares.csv"
REVISED = "the amounts are those of 2021 and the products those of 2017: they were revised apart"


@pytest.fixture(scope="module")
def japan():
    return load("japan")


def _published(quantity):
    with DATA.open(encoding="utf-8", newline="") as file:
        row = next(r for r in csv.DictReader(file) if r["quantity"] == quantity)
    return {
        "source": row["source"],
        "quantity": quantity,
        "theirs": float(row["value"]),
        "unit": row["unit"],
        "tolerance": 0.5 * float(row["printed_to"]),
    }


@pytest.mark.parametrize(
    ("host", "quantity"),
    [
        ("jp", "Japan's share of what US forces there cost in 2016 to 2019"),
        ("kr", "the Republic of Korea's share of what US forces there cost in 2016 to 2019"),
    ],
)
def test_a_host_bears_the_share_that_auditors_amounts_make(validation, japan, host, quantity):
    group = [c for c in japan.contributions.values() if c.host == host]
    parts = shares(np.array([[c.amount.best] for c in group]))
    at = [c.party for c in group].index(host)
    validation(ours=100.0 * parts[at].item(), **_published(quantity))


@pytest.mark.parametrize(
    ("amounts", "quantity"),
    [
        ((4.1, 1.3), "Japan's share of what US forces there cost in 1995 without their pay"),
        ((5.18, 3.32), "Japan's share of what all allies gave for US forces in 1999"),
    ],
)
def test_a_share_of_the_reports_is_that_of_their_amounts(validation, amounts, quantity):
    parts = shares(np.array(amounts)[:, None])
    validation(ours=100.0 * parts[0].item(), **_published(quantity))


@pytest.mark.parametrize(
    ("given", "able", "quantity", "explained"),
    [
        ("spending-jp-2013", "gdp-jp-2013", "Japan's military spending in its GDP of 2013", ""),
        ("spending-jp-2014", "gdp-jp-2014", "Japan's military spending in its GDP of 2014", ""),
        ("spending-us-2013", "gdp-us-2013", "US military spending in its GDP of 2013", REVISED),
        ("spending-us-2014", "gdp-us-2014", "US military spending in its GDP of 2014", ""),
        ("forces-jp", "labour-jp", "Japan's people under arms in its labour force", ""),
        ("forces-us-2013", "labour-us", "US people under arms in its labour force", ""),
    ],
)  # fmt: skip
def test_what_is_given_of_what_could_be_is_what_was_printed(
    validation, japan, given, able, quantity, explained
):
    part = japan.contributions[given].value.best / japan.abilities[able].value.best
    validation(ours=100.0 * part, explained=explained, **_published(quantity))


def test_two_ratios_are_as_what_each_gives_of_what_it_could(japan):
    """Whatever the whole is: share over share, of two parties, is effort over effort."""
    world = japan.at("2015-01-01")
    found = fair_shares([world], ["jp", "us"], drawn([world], 16, 0))
    at = [y.id for y in found.efforts].index("spending")
    ours = found.ratio[0, at, 0] / found.ratio[0, at, 1]
    given = [world.contributions[f"spending-{p}-2014"].amount.best for p in ("jp", "us")]
    able = [world.abilities[f"gdp-{p}-2014"].amount.best for p in ("jp", "us")]
    theirs = given[0] / able[0] / (given[1] / able[1])
    assert ours.min() <= theirs <= ours.max()
