"""What a reader sees first, and that it is what a run says."""

from typing import Any

from playwright.sync_api import expect

from lab_page import DRAWS, Opens, rounded_from


def test_it_opens_and_every_question_is_answered_with_no_error_and_no_word_to_another_host(
    tab: Opens,
) -> None:
    page = tab().open()
    names = page.page.get_by_role("tab").all_text_contents()
    assert len(names) >= 10
    for name in names:
        page.page.get_by_role("tab", name=name, exact=True).click()
        panel = page.page.get_by_role("tabpanel", name=name, exact=True)
        # Each has something to ask about from the first.
        expect(panel.locator("article:not(.old)")).to_be_visible()
        expect(page.page.locator(".headline[aria-busy=false]")).to_be_visible()
        for chart in panel.locator(".chart-host").all():
            chart.scroll_into_view_if_needed()
        expect(panel.locator(".chart-host:not(.drawn)")).to_have_count(0)
        assert panel.locator("table, .chart-host").count() > 0, name
    expect(page.page.get_by_role("alert")).to_have_count(0)
    assert [a for a in page.asked if not a.startswith((page.address, "blob:", "data:"))] == []
    assert page.broken() == []
    assert page.errors == []


def test_headline_reasons_and_first_table_are_those_of_a_run(tab: Opens, small_run: Any) -> None:
    page = tab().open()
    told = small_run.document["answers"]["warning"]
    assert page.headline == told["headline"][0]
    whole = " ".join(page.page.locator(".headline").inner_text().split())
    for reason in told["headline"][1:]:
        assert reason in whole
    numbers = told["variables"]
    whom = told["axes"]["whom"]["names"]
    table = page.page.get_by_role("tabpanel").locator("table").first
    heads = [" ".join(head.inner_text().split()) for head in table.locator("th[scope=col]").all()]
    assert heads[:4] == ["for", "before: worst class min:s", "before: best class min:s", "gain"]
    rows = page.rows("#tab-panel figure:first-of-type")
    assert [row[0] for row in rows] == whom
    worst, best = (numbers[f"warning_{of}_class"]["mean"][0] for of in ("shortest", "longest"))
    for row, *means in zip(rows, worst, best, numbers["gain"]["mean"], strict=True):
        assert all(map(rounded_from, row[1:4], means)), row
    assert f"{DRAWS} draws" in page.page.locator("#tab-panel .made").inner_text()
