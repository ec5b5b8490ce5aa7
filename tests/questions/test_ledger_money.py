"""A ledger of plans by which money is paid and nobody moves."""

from pathlib import Path

import pytest

from noroshi.cli.asking_job import CommonOptions, answer_command
from noroshi.errors import NoroshiError
from noroshi.questions import every_question
from noroshi.questions.answer import Answer
from noroshi.questions.base import Case
from noroshi.questions.ledger import QUESTION
from noroshi.scenario import load

SALE = """\
scenario: {title: A sale, before: 2012-06-30, after: 2014-01-01}
parties: {buyer: {name: Gulf Council}, seller: {name: United States}}
plans:
  sale: {name: sale of a radar, from: 2013-07-29, parties: [buyer, seller]}
costs:
  radar: {item: one radar, payer: buyer, amount: 1.1 billion USD, price_year: 2013,
          means: purchase, plan: sale, upper_limit: true}
"""
TOTAL = """\
totals:
  all: {item: all of it, plan: sale, amount: 1.1 billion USD, price_year: 2013, parts: [radar]}
"""
ESTIMATE = SALE.replace("parties: [buyer", "estimate: true, parties: [buyer")


def asked(folder: Path, text: str, in_year: int | None = None) -> Answer:
    (folder / "sale.yaml").write_text(text, encoding="utf-8")
    world = load(folder)
    return QUESTION(Case(world, world, world), in_year=in_year)


def test_where_nobody_is_to_move_the_headline_is_of_what_is_paid(tmp_path):
    assert asked(tmp_path, SALE).headline.lines == (
        "By the sale of a radar, the Gulf Council bears up to 1.1 billion USD in prices of fiscal "
        "year 2013.",
    )


def test_where_only_a_plan_is_declared_the_headline_says_that(tmp_path):
    told = asked(tmp_path, SALE.partition("costs:")[0])
    assert told.headline.lines == (
        "Of the sale of a radar, neither a move nor a cost is declared.",
    )


def test_who_pays_all_of_a_sum_pays_a_hundred_per_cent_and_no_more(tmp_path):
    told = asked(tmp_path, SALE + TOTAL)
    assert told.headline.lines == (
        "By the sale of a radar, the Gulf Council pays all of up to 1.1 billion USD.",
    )
    assert told.data["share"].sel(party="buyer").values.tolist() == [[1.0, 1.0, 1.0]]
    assert "100 %" in told.table("money").cells()[0]


@pytest.mark.parametrize("text", [SALE, SALE + TOTAL], ids=["no sum", "a sum"])
def test_every_table_tells_something_beside_the_names_of_its_rows(tmp_path, text):
    tables = asked(tmp_path, text).tables
    assert tables
    assert all(table.columns for table in tables)


def test_plans_that_nobody_agreed_are_told_to_be_estimates_and_not_to_be_missing(tmp_path):
    with pytest.raises(NoroshiError, match=r"every plan is an `estimate: true`.*plans\.sale"):
        asked(tmp_path, ESTIMATE)


def test_a_run_says_that_it_leaves_a_ledger_of_estimates_out(tmp_path, capsys):
    (tmp_path / "sale.yaml").write_text(ESTIMATE, encoding="utf-8")
    with pytest.raises(NoroshiError, match="does not declare what it takes"):
        answer_command(
            "run", [q for q in every_question() if not q.wants_words], {},
            CommonOptions(str(tmp_path), None, full=False, data=False, figures=False, json=False),
            in_short=True,
        )  # fmt: skip
    assert "ledger is left out: every plan is an `estimate: true`" in capsys.readouterr().err


EURO = (SALE + TOTAL).replace("USD", "EUR").replace("means: purchase", "rate: eur, means: purchase")
RATE = """\
rates: {eur: {amount: 1 EUR, equals: {low: 1.3 USD, best: 1.3 USD, high: 1.3 USD}, on: 2013-07-29}}
deflators: {usd: {name: prices, currency: USD, index: {2012: 100, 2013: 110}}}
"""


def test_an_amount_in_any_currency_is_told_in_it(tmp_path):
    told = asked(tmp_path, EURO + RATE)
    assert "pays all of up to 1.1 billion EUR." in told.headline.lines[0]
    assert any("What is stated in EUR is told so." in limit for limit in told.limits)
    assert any("rates:" in limit for limit in told.limits)


def test_by_a_rate_a_sum_and_its_parts_are_told_in_dollars(tmp_path):
    told = asked(tmp_path, EURO + RATE, 2012)
    assert "pays all of up to 1.3 billion USD." in told.headline.lines[0]
    _, total, year, borne, share = told.table("money").cells()[0]
    assert (total, year, share) == ("1.3 billion USD", "2012", "100 %")
    assert borne == "up to 1.3 billion USD"


DEAL = """\
scenario: {title: A deal, before: 2012-06-30, after: 2014-01-01}
parties: {fr: {name: France}, de: {name: Germany}}
plans: {deal: {name: deal of 2012, parties: [fr, de], from: 2012-04-27}}
costs:
  a: {item: A, payer: fr, amount: 200.0 billion JPY, price_year: 2012, means: cash, plan: deal,
      rate: r}
rates:
  r: {amount: 100 JPY, equals: {low: 1.15 USD, best: 1.25 USD, high: 1.35 USD}, on: 2012-01-01}
deflators: {own: {name: prices, currency: USD, index: {2012: 100, 2013: 120}}}
totals:
  all: {item: all, plan: deal, amount: 300.0 billion JPY, price_year: 2012, parts: [a, b], rest: R}
"""
PAID = DEAL.replace(", rest: R", "").replace(
    "rates:",
    "  b: {item: B, payer: de, amount: 100.0 billion JPY, price_year: 2012, means: cash,\n"
    "      plan: deal, rate: r}\nrates:",
)
LEFT = DEAL.replace("[a, b], rest: R", "[a], rest: de")
STATED = DEAL.replace(", rest: R", "") + (
    "  b: {item: B, plan: deal, amount: 100.0 billion JPY, price_year: 2012, rest: de}\n"
)


@pytest.mark.parametrize("text", [PAID, LEFT], ids=["both are stated", "one bears the rest"])
def test_a_rate_known_within_bounds_changes_amounts_and_no_share(tmp_path, text):
    stated, told = (asked(tmp_path, text, year) for year in (None, 2013))
    _, total, year, *borne = (c.replace("the rest, ", "") for c in told.table("money").cells()[0])
    assert (total, year) == ("4.5 billion USD", "2013")
    assert borne == ["3 billion USD", "67 %", "1.5 billion USD", "33 %"]
    assert told.data["share"].values.tolist() == stated.data["share"].values.tolist()
    # One rate converts the whole and its parts, the rest as well: a low bound by its low one.
    factor = told.data["sum"] / stated.data["sum"]
    assert factor.values[0, 0] < 0.95 * factor.values[0, 1]
    assert abs(told.data["borne"] / stated.data["borne"] / factor - 1.0).max() < 1e-12


@pytest.mark.parametrize("split", ["", ", parts: []"])
def test_a_sum_holding_one_that_names_no_rate_is_told_as_stated(tmp_path, split):
    text = STATED.replace(", rest: de", f", rest: de{split}")
    told = asked(tmp_path, text, 2013)
    assert told.headline.lines == (
        "By the deal of 2012, of 300 billion JPY, France pays 67 %, Germany pays 33 %.",
    )
    assert told.table("money").cells()[0] == [
        "Deal of 2012", "300 billion JPY", "2012", "200 billion JPY", "67 %", "100 billion JPY",
        "33 %",
    ]  # fmt: skip
    assert told.table("items").cells() == [["A", "France", "cash", "200 billion JPY", "2012"]]
    assert told.data["cash_currency"].sel(party="fr").values.tolist() == ["JPY"]
    assert told.data["alike"].sel(party="fr", way="cash", bound="best").item() == 200e9


def test_a_cost_beside_the_sum_of_its_plan_is_told_by_its_own_rate(tmp_path):
    beside = """\
  c: {item: C, payer: fr, amount: 100.0 billion JPY, price_year: 2012, means: purchase, plan: deal,
      rate: r}
rates:"""
    told = asked(tmp_path, STATED.replace("rates:", beside), 2013)
    amounts = [row[-2] for row in told.table("items").cells()]
    assert amounts == ["200 billion JPY", "1.5 billion USD"]


def test_a_rate_into_another_currency_than_that_of_the_index_converts_nothing(tmp_path):
    told = asked(tmp_path, PAID.replace("currency: USD", "currency: GBP"), 2013)
    assert "of 300 billion JPY, France pays 67 %" in told.headline.lines[0]
    [_, total, year, *_], items = told.table("money").cells()[0], told.table("items").cells()
    assert (total, year) == ("300 billion JPY", "2012")
    assert [row[-2:] for row in items] == [["200 billion JPY", "2012"], ["100 billion JPY", "2012"]]


@pytest.mark.parametrize(
    ("own", "year", "said"),
    [
        ("JPY", None, ["What is stated in EUR is told so.", "in JPY where", "equals: … JPY"]),
        ("JPY", 2013, []),
        ("EUR", 2013, []),
        ("GBP", 2013, ["What is stated in EUR is told so.", "in GBP where", "equals: … GBP"]),
    ],
)
def test_what_is_told_as_stated_is_held_against_the_currency_of_the_index(
    tmp_path, own, year, said
):
    text = PAID.replace("USD", "yen").replace("JPY", "EUR").replace("yen", "JPY")
    told = asked(tmp_path, text.replace("currency: JPY", f"currency: {own}"), year)
    limits = [limit for limit in told.limits if "is told so" in limit]
    assert len(limits) == bool(said)
    assert all(words in limit for limit in limits for words in said)


@pytest.mark.parametrize("code", ["ZWG", "XCG", "VED", "ANG", "BGN"])
def test_new_codes_and_those_just_withdrawn_are_currencies(tmp_path, code):
    told = asked(tmp_path, SALE.replace("USD", code))
    assert f"bears up to 1.1 billion {code}" in told.headline.lines[0]


@pytest.mark.parametrize("code", ["SAR", "EUR", "KRW"])
def test_a_price_index_may_be_of_any_currency(tmp_path, code):
    text = SALE.replace("USD", code) + (
        f"deflators: {{own: {{name: prices, currency: {code}, index: {{2012: 100, 2013: 110}}}}}}\n"
    )
    told = asked(tmp_path, text, 2012)
    assert f"bears up to 1 billion {code} in prices of fiscal year 2012" in told.headline.lines[0]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("1.1 billion EUR, price", "1.1 billion euro, price",
         "'1.1 billion euro' is not an amount of money; write e.g. '3.1 billion USD', the currency "
         "by its code of ISO 4217"),
        ("1.1 billion EUR, price", "1.1 billion Eur, price", "write '1.1 billion EUR'"),
        ("currency: USD", "currency: DOLLAR", "write its code of ISO 4217, e.g. EUR"),
        ("amount: 1 EUR", "amount: 1 GBP", "name one whose `amount:` is in EUR"),
    ],
)  # fmt: skip
def test_a_slip_in_a_currency_says_what_to_write(tmp_path, old, new, says):
    with pytest.raises(NoroshiError) as refused:
        asked(tmp_path, (EURO + RATE).replace(old, new))
    assert says in str(refused.value)
