"""What a reader may take for an answer: the verdict, while it sharpens and after a change."""

import json
import re
from typing import Any

from playwright.sync_api import expect

from lab_page import FLIGHT, Opens, seconds

LEAST_LETTER = 9.0
"""Of what is drawn [px]."""
NOTES = """
window.said = [];
const note = () => {
  const text = (of) => document.querySelector(of)?.textContent ?? "";
  const h1 = document.querySelector(".headline h1");
  const words = h1?.cloneNode(true);
  words?.querySelector(".estimate")?.remove();
  const article = document.querySelector("#tab-panel article");
  const now = JSON.stringify([
    words?.textContent ?? "", h1?.closest(".old") != null, text(".changed .stays"),
    text(".changed .declared span:last-child"), text(".headline h1 .estimate"),
    text(".legend .estimate"),
    [...document.querySelectorAll(".legend .step")].map((li) => li.textContent)
      .filter((words) => /[<≥–]/.test(words)),
    {
      marks: [".changed", ".legend", "button.below", "#tab-panel article"].map(
        (of) => document.querySelector(of)?.matches(".early, .old") ?? null),
      table: article?.querySelector("tbody")?.textContent,
      tab: text("#tab-panel article .estimate"),
      columns: document.querySelectorAll(".changed th[scope=col]").length,
      reasons: document.querySelectorAll(".headline .changed + details").length,
      below: text("button.below .estimate"),
    }]);
  if (window.said.at(-1) !== now) window.said.push(now);
};
new MutationObserver(note).observe(document, {childList: true, subtree: true, attributes: true});
"""
"""Keeps all that was said, whoever looks."""


def test_a_change_is_told_at_once_and_the_verdict_waits_for_all_draws(tab: Opens) -> None:
    page = tab()
    page.context.add_init_script(NOTES)
    page.open(draws=64)
    declared = page.headline
    first = [json.loads(each) for each in page.page.evaluate("window.said")]
    early = [each for each in first if "first estimate, from 16 of 64 draws" in each[4]]
    assert early, "so few draws are no verdict yet"
    assert all(re.search(r"draws: give or take \d+ s", e[4]) for e in early), "nor how far off"
    assert not first[-1][4]
    page.page.evaluate("window.said = []")
    page.page.get_by_role("textbox", name="Reference range km").fill("400")
    page.page.get_by_role("textbox", name="Reference range km").press("Enter")
    page.answered(64)
    said = [json.loads(each) for each in page.page.evaluate("window.said")]
    waits = [each for each in said if "first estimate, from 16 of 64 draws" in each[2]]
    assert waits, "the change is told of the first draws"
    last = said[-1]
    for verdict, old, change, beside, _, estimate, classes, rest in waits:
        assert old, "dimmed"
        assert re.search(r"draws: give or take \d+ s", change), "how far off it may be"
        assert verdict == first[-1][0], "what was known stays"
        beside_declared = r"than as declared|: gain as declared|: all that was declared goes"
        assert re.search(beside_declared, change), "no gain by itself"
        assert not re.search(r"[+−]\d", change), "no level that a verdict contradicts"
        assert rest["columns"] == 3, "nor in its table"
        assert all(rest["marks"]), "whatever shows it is marked"
        assert rest["table"] == first[-1][7]["table"], "the tab keeps what was known, too,"
        assert rest["tab"] == "from before your last change", "and says so"
        assert rest["reasons"] == 0, "why it is so is not known yet"
        assert rest["below"] == "first estimate, from 16 of 64 draws"
        assert beside == last[3], "the declared verdict of most draws"
        assert estimate == "first estimate, from 16 of 64 draws", "colours are, too"
        assert classes == last[6] == first[-1][6], "of the declared world in most draws"
    assert last[6], "some city has a class"
    assert declared.startswith(last[3])
    assert not last[1]
    assert "first estimate" not in last[2]
    assert not last[5]
    assert not any(last[7]["marks"]), "all of it is of all draws"
    assert last[7]["table"] != first[-1][7]["table"]
    assert (last[7]["tab"], last[7]["columns"], last[7]["reasons"]) == ("", 5, 1)
    apart = [
        cell
        for cell in page.page.locator(".changed td.number:last-child").all_inner_texts()
        if cell.startswith(("about", "<"))
    ]
    told = page.page.locator(".changed .rounded")
    expect(told).to_have_count(1 if apart else 0)
    assert page.errors == []


SIZES = """
window.sizes = [];
new MutationObserver(() => {
  const [old, stays, label] = [".headline .verdict.old h1 > span:not(.rest)",
    ".headline .changed.early .stays", ".headline .verdict.old .estimate"]
    .map((of) => document.querySelector(of));
  if (!old || !stays) return;
  const size = (of) => parseFloat(getComputedStyle(of).fontSize);
  const box = document.querySelector(".headline");
  const others = [...box.querySelectorAll("*")].filter((each) => each.getClientRects().length
    && [...each.childNodes].some((of) => of.nodeType === 3 && of.data.trim())
    && !stays.contains(each));
  window.sizes.push({old: size(old), new: size(stays), others: Math.max(...others.map(size)),
    said: label.textContent, high: box.offsetHeight,
    above: label.getBoundingClientRect().bottom <= old.getBoundingClientRect().top + 1});
}).observe(document, {childList: true, subtree: true, attributes: true});
"""
"""Of the letters of a verdict from before a change, and of what is first known of that [px]."""


def test_while_a_verdict_is_old_that_stands_above_it_and_the_estimate_is_the_largest(
    tab: Opens,
) -> None:
    page = tab()
    page.context.add_init_script(SIZES)
    page.open(draws=64)
    large = page.page.locator(".headline h1").evaluate("(h) => getComputedStyle(h).fontSize")
    field = page.page.get_by_role("textbox", name="Reference range km")
    high = page.page.locator(".headline").evaluate("(box) => box.offsetHeight")
    field.fill("410")
    field.press("Enter")
    page.answered(64)
    seen = page.page.evaluate("window.sizes.at(-1)")
    assert seen is not None, "the change is first told of few draws"
    assert seen["said"] == "from before your last change"
    assert seen["above"]
    assert seen["old"] < seen["new"] < float(large.removesuffix("px"))
    assert seen["others"] < seen["new"], "nothing in the box is larger"
    assert seen["high"] >= high, "or what is below would jump at the top of a page"
    assert page.page.locator(".headline").evaluate("(box) => box.style.minHeight") == ""


def test_of_another_question_the_change_is_told_beside_what_was_known(tab: Opens) -> None:
    page = tab().open("q=localisation")
    page.page.get_by_role("textbox", name="Reference range km").fill("400")
    page.page.get_by_role("textbox", name="Reference range km").press("Enter")
    page.answered()
    stays = page.page.locator("#tab-panel .changed .stays")
    expect(stays).to_contain_text("as declared")
    expect(stays.locator(".estimate")).to_have_count(0)


def test_the_key_leads_to_the_numbers_of_what_is_coloured(tab: Opens) -> None:
    page = tab().open()
    for view, title in (
        ("Gain", "Warning of each place"),
        ("Before", "Warning of each place"),
        ("After", "Warning of each place"),
    ):
        page.page.get_by_role("radio", name=view, exact=True).click()
        page.page.locator(".legend").get_by_role("button", name="in numbers").click()
        table = page.page.locator("#tab-panel .scroll:focus")
        expect(table).to_be_in_viewport()
        expect(table.locator("caption")).to_contain_text(title)
        marked = table.locator("th", has=page.page.locator(".on-globe"))
        head = {"Gain": "gain", "Before": "before", "After": "after"}[view]
        expect(marked).to_have_count(1)
        expect(marked).to_contain_text(head)


def test_after_less_before_is_the_gain_of_each_place_on_the_globe(tab: Opens) -> None:
    page = tab().open()
    seen = {}
    for view in ("Before", "After", "Gain"):
        page.page.get_by_role("radio", name=view, exact=True).click()
        cities = "(host) => [...host.globe.picture.cities].map(([id, {words}]) => [id, words])"
        seen[view] = dict(page.host.evaluate(cities))
        expect(page.page.locator(".legend summary")).to_contain_text("mean at each place")
    told = 0
    for place, gain in seen["Gain"].items():
        found = re.fullmatch(r"([−+]?\d+) s", gain)
        if found is None:
            continue
        was, now = (seconds(seen[view][place]) for view in ("Before", "After"))
        assert abs(now - was - int(found[1].replace("−", "-"))) <= 1, (place, gain)
        told += 1
    assert told > 1


def test_how_often_a_second_or_more_is_gained_stands_below_the_answer(
    tab: Opens, small_run: Any
) -> None:
    page = tab().open()
    told = small_run.document["answers"]["warning"]
    names, sides = told["axes"]["whom"]["names"], told["variables"]["measurable"]["value"]
    lead = page.page.locator(".headline h1 > span").first.inner_text()
    [first] = [i for i, n in enumerate(names) if f"Yes for {n}:" in " ".join(lead.split())]
    assert sides[first] == 1
    share = round(100.0 * told["variables"]["gaining"]["mean"][first])
    expect(page.page.locator(".headline h1 .often")).to_have_text(
        f"{names[first]} gains a second or more in {share} % of the draws."
    )


def test_a_value_that_is_brought_back_to_what_is_declared_is_no_change(tab: Opens) -> None:
    page = tab().open()
    slider = page.page.get_by_role("slider", name="Reference range")
    field = page.page.get_by_role("textbox", name="Reference range km")
    declared = field.input_value()
    slider.press("ArrowRight")
    page.answered()
    assert len(page.values) == 1
    asked = len([a for a in page.asked if a.endswith("api/jobs")])
    slider.press("ArrowLeft")
    page.answered()
    expect(field).to_have_value(declared)
    expect(page.page.locator(".control.is-set")).to_have_count(0)
    page.until(lambda: page.values == [])
    field.fill("700")
    field.press("Enter")
    field.fill(f"{declared} km")
    field.press("Enter")
    page.until(lambda: page.values == [])
    page.answered()
    later = len([a for a in page.asked if a.endswith("api/jobs")])
    assert later - asked <= 3, "at most one for each change"


def test_it_says_what_came_between_and_what_is_asked(tab: Opens) -> None:
    page = tab().open()
    between = page.page.locator(".headline .between")
    summary = between.locator("summary")
    expect(summary).to_contain_text("What came between: South Radar (radar, 1 June 2014)")
    expect(summary).to_contain_text("without a part in warning")
    summary.click()
    expect(between.locator("li").first).to_be_visible()
    asks = page.page.locator(".asks")
    expect(asks).to_contain_text("On 1 June 2014 an ally of Coastland adds a radar on South Cape")
    expect(asks).to_contain_text("Are the people of Coastland warned earlier with it?")
    expect(asks).to_contain_text("Compared: 1 January 2013 and 1 January 2015")
    for part in (".headline", ".days", "#tab-panel table", "#tab-panel figcaption"):
        for words in page.page.locator(part).all_inner_texts():
            assert not re.search(r"\d{4}-\d\d-\d\d", words), "days are written one way"
    page.page.get_by_text("What is a draw?").click()
    expect(page.page.get_by_text("90 % of the draws lie within the brackets")).to_be_visible()
    for interval in page.page.locator(".headline h1 .interval").all_inner_texts():
        assert re.fullmatch(r" ?\(.+ (s|min)\)", interval), "with its unit"


def test_of_other_days_it_asks_in_general_and_says_since_when(tab: Opens) -> None:
    page = tab().open("a=2014-06-01")
    expect(page.page.locator(".asks")).to_contain_text("bring earlier warning?")
    expect(page.page.locator(".asks")).not_to_contain_text("ally of Coastland")
    page = tab().open()
    expect(page.page.locator(".days .changes").first).to_contain_text("Since 1 January 2013:")


def test_questions_are_sentences_and_one_that_is_opened_has_the_globe(tab: Opens) -> None:
    page = tab().open(f"o=timeline.flight%3D{FLIGHT}")
    expect(page.page.get_by_role("button", name="Close", exact=True)).to_be_visible()
    page.page.locator("summary", has_text="Ask something else").click()
    page.page.get_by_role("button", name="How long can a place work unseen?").click()
    expect(page.page.get_by_role("tab", name="site", exact=True)).to_be_focused()
    expect(page.page.locator("#tab-panel h3")).to_be_in_viewport()
    expect(page.page.get_by_role("button", name="Close", exact=True)).to_have_count(0)
    assert "timeline.flight" not in page.fragment()
    large = page.page.locator("#tab-panel h3").evaluate("(h) => getComputedStyle(h).fontSize")
    assert float(large.removesuffix("px")) >= 18.0


def test_every_figure_fits_any_screen_with_letters_that_can_be_read_and_warns_of_nothing(
    tab: Opens,
) -> None:
    for width, height in ((1280, 800), (390, 844)):
        page = tab(viewport={"width": width, "height": height}).open()
        warned: list[str] = []
        page.page.on("console", lambda m, warned=warned: warned.append(m.text))
        seen = 0
        for name in page.page.get_by_role("tab").all_text_contents():
            page.page.get_by_role("tab", name=name, exact=True).click()
            panel = page.page.locator("#tab-panel")
            told = panel.locator("article:not(.old)").or_(panel.get_by_text("Choose what to ask"))
            expect(told).to_be_visible()
            expect(page.page.locator(".headline[aria-busy=false]")).to_be_visible()
            for chart in panel.locator(".chart-host").all():
                chart.scroll_into_view_if_needed()
                expect(chart.locator("svg")).to_be_visible()
                least = chart.locator("svg").evaluate(
                    """(svg) => Math.min(...[...svg.querySelectorAll("text")]
                        .filter((t) => t.textContent)
                        .map((t) => parseFloat(getComputedStyle(t).fontSize) *
                            svg.getBoundingClientRect().width / svg.viewBox.baseVal.width))"""
                )
                assert least >= LEAST_LETTER, (name, width, chart.get_attribute("aria-label"))
                right = chart.locator("svg").evaluate("(s) => s.getBoundingClientRect().right")
                cut = chart.evaluate("(c) => c.scrollWidth > c.clientWidth")
                assert not cut, (name, width, "no figure is cut")
                assert right <= width
                seen += 1
        assert seen > 5
        assert warned == [], "nothing is written to the console"
