"""What a world may not say of what parties give and are able to, each refused where it stands."""

import pytest

from noroshi.errors import ScenarioError
from noroshi.scenario import load

WORLD = """\
scenario: {title: Two allies}
parties:
  host: {name: Hostland}
  guest: {name: Guestland}
abilities:
  rich: {party: guest, quantity: gdp, amount: 400 billion USD, year: 2012}
  poor: {party: host, quantity: gdp, amount: 100 billion USD, year: 2012}
  many: {party: host, quantity: labour-force, number: 5e6, year: 2012}
contributions:
  pays: {party: guest, to: spending, amount: 8 billion USD, years: [2012, 2012]}
  less: {party: host, to: spending, amount: 1 billion USD, years: [2012, 2012]}
  men: {party: host, to: forces, number: 20000, years: [2012, 2013]}
  camp: {party: host, to: stationing, host: host, amount: 1 billion USD, years: [2012, 2013]}
"""


@pytest.fixture
def refused(tmp_path):
    def of(old, new):
        assert old in WORLD
        (tmp_path / "world.yaml").write_text(WORLD.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ScenarioError) as error:
            load(tmp_path)
        (problem,) = error.value.problems
        return problem

    return of


def test_the_world_as_it_stands_is_in_order(tmp_path):
    (tmp_path / "world.yaml").write_text(WORLD, encoding="utf-8")
    world = load(tmp_path)
    assert world.contributions["camp"].group == ("stationing", "host")
    assert world.abilities["many"].value.best == 5e6


@pytest.mark.parametrize(
    ("old", "new", "path", "says"),
    [
        (
            "gdp, amount: 400 billion USD",
            "gdp, number: 400",
            "abilities.rich",
            "by `amount:` alone",
        ),
        ("force, number: 5e6", "force, amount: 1 USD", "abilities.many", "by `number:` alone"),
        ("forces, number: 20000", "forces", "contributions.men", "by `number:` alone"),
        ("stationing, host: host", "stationing", "contributions.camp", "name the party as `host`"),
        ("to: forces", "to: forces, host: host", "contributions.men", "'forces' has no host"),
        ("years: [2012, 2013]", "years: [2013, 2012]", "contributions.men.years", "after the last"),
        ("quantity: gdp", "quantity: gnp", "abilities.rich.quantity", "gnp"),
        ("party: guest", "party: ghost", "abilities.rich.party", "ghost"),
        ("100 billion USD", "100 billion JPY", "abilities.poor.amount", "another currency"),
        ("amount: 1 billion USD", "amount: 1 billion JPY", "contributions.less.amount", "JPY"),
        ("  poor: {party: host", "  poor: {party: guest", "abilities.poor", "counts the same"),
        (
            "less: {party: host",
            "less: {party: guest",
            "contributions.less",
            "'pays' counts the same",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_where_it_stands(refused, old, new, path, says):
    problem = refused(old, new)
    assert problem.path == path
    assert says in f"{problem}"
