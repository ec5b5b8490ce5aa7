"""Drawing: offline, in the shipped face, the same for the same, fit for light and dark pages."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib import image

from noroshi.kept import keeping
from noroshi.kept.store import InMemory
from noroshi.present import charts, draw, drawing
from noroshi.present.field import Field
from noroshi.present.letters import FACE, broken, text_width
from noroshi.present.theme import CONFIG, TITLE, WIDTH, whole

ROWS = [{"base": "Misawa", "hours": 4.2}, {"base": "Guam", "hours": 2.0}]
TITLE_TEXT = "From Misawa 4.2 h a day on station, from Guam half of it"


def spec(title=TITLE_TEXT, rows=ROWS):
    return charts.bars(rows, Field("hours", "on station", "h"), label=Field("base"), title=title)


def line_up_to(highest, title=""):
    """A line that rises from 0 to 4, of which an axis up to `highest` has it cut off."""
    rows = [{"t": t, "v": float(t)} for t in range(5)]
    axis = {"type": "quantitative", "scale": {"domain": [0.0, highest], "nice": False}}
    across = {"field": "t", "type": "quantitative"}
    plot = {"mark": {"type": "line", "clip": True}, "data": {"values": rows}}
    return whole({**plot, "encoding": {"x": across, "y": {"field": "v", **axis}}}, title)


def pixels(drawn):
    return image.imread(io.BytesIO(draw.png(drawn)), format="png")


def dark(picture):
    return picture[..., :3].sum(axis=-1) < 1.0


def test_ink_stands_where_the_title_is():
    picture = pixels(spec())
    with_title, without = dark(picture)[:32], dark(pixels(spec(title="")))[:32]
    assert with_title.sum() > 1200
    assert without.sum() < 0.3 * with_title.sum()


def test_a_face_whose_name_ends_in_a_digit_draws_nothing_and_ours_does_not():
    assert not FACE[-1].isdigit()
    other = {**spec(), "config": {**CONFIG, "font": "Liberation Sans 2"}}
    assert dark(pixels(other))[:32].sum() == 0


def test_words_are_as_wide_as_they_are_said_to_be():
    for text in ("Kyogamisaki (AN/TPY-2), 12 km", "+24 s (10 s to 40 s) − 5 %"):
        for bold in (False, True):
            mark = {"type": "text", "text": text, "fontSize": 40, "align": "left", "x": 0}
            weight = {"fontWeight": "bold" if bold else "normal"}
            one = whole({"data": {"values": [{}]}, "width": 5, "mark": {**mark, **weight}})
            columns = np.flatnonzero(dark(pixels(one)).any(axis=0))
            ink = 0.5 * np.ptp(columns)
            # Letters are set closer in pairs, and the first and last have bearings.
            assert ink <= text_width(text, 40.0, bold=bold) <= 1.03 * ink


def test_a_title_is_broken_before_the_edge_and_keeps_numbers_with_their_units():
    words = "Impact known to 12 km at 3 min 20 s after launch, 21 km before, in most of the draws"
    lines = broken(words, 200.0, TITLE, bold=True)
    assert len(lines) > 2
    assert all(text_width(line, TITLE, bold=True) <= 200.0 for line in lines)
    assert " ".join(lines).replace("\N{NO-BREAK SPACE}", " ") == words
    assert any("3 min 20 s" in k for k in lines)


def test_every_line_of_a_title_has_a_place_of_its_own(see):
    seen = see(spec(title=f"{TITLE_TEXT} and more words than one line of a figure holds"))
    title = ElementTree.fromstring(draw.svg(spec(title=TITLE_TEXT * 2)))
    spans = [e for e in title.iter() if e.tag.endswith("tspan")]
    assert len(spans) > 1
    assert all(float(e.attrib["dy"]) > 0 for e in spans[1:])
    assert seen.height > see(spec(title="Short")).height


def test_equal_specifications_give_equal_svg_whatever_was_drawn_between():
    first = draw.svg(spec())
    clipped = draw.svg(line_up_to(3.0))
    assert "clip-path" in clipped
    draw._DRAWN.clear()
    assert draw.svg(spec()) == first
    assert draw.svg(line_up_to(3.0)) == clipped


def test_clips_that_cut_off_nothing_are_left_out_and_others_stay():
    assert "clip" not in draw.svg(line_up_to(4.0))
    assert len(re.findall("clip-path|<clipPath", draw.svg(line_up_to(3.0)))) == 2
    clip = '<clipPath id="c"><rect x="0" y="0" width="9" height="9"/></clipPath>'
    for within in ("<text>far</text>", '<path d="M0,0C9,9,99,9,9,9"/>', '<path d="M0,0L9,-1"/>'):
        drawn = f'{clip}<g clip-path="url(#c)">{within}</g>'
        assert drawing._clipped(drawn) == drawn
    one, other = (f'<g clip-path="url(#c)"><path d="M0,{y}L9,9"/></g>' for y in ("0", "10"))
    assert drawing._clipped(clip + one + other).count("url(#c)") == 1
    assert clip in drawing._clipped(clip + one + other)


def test_identifiers_of_two_figures_differ_and_each_is_found():
    drawn = [
        draw.svg(line_up_to(3.0, title), name=name)
        for title, name in (("One", "a"), ("Two", 'b" onload="x'), ("Three", ""))
    ]
    names = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in drawn]
    assert all(names)
    assert not names[0] & names[1] | names[0] & names[2] | names[1] & names[2]
    for svg, own in zip(drawn, names, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= own
        assert "onload=" not in svg


def test_svg_takes_the_width_of_its_box_and_says_what_it_shows():
    root = ElementTree.fromstring(draw.svg(spec(), alt='Bars: "4.2 h" & <less>'))
    assert "width" not in root.attrib
    assert "height" not in root.attrib
    assert len(root.attrib["viewBox"].split()) == 4
    assert float(root.attrib["viewBox"].split()[2]) >= WIDTH
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'Bars: "4.2 h" & <less>'
    titled = ElementTree.fromstring(draw.svg(spec()))
    assert titled.attrib["aria-label"].replace("\N{NO-BREAK SPACE}", " ") == TITLE_TEXT


def test_letters_have_one_size_in_narrow_and_wide_figures(see):
    narrow = whole({"data": {"values": [{}]}, "width": 50, "mark": {"type": "text", "text": "a"}})
    assert see(narrow).width == see(charts.sentence("Nothing.")).width == WIDTH


def test_every_colour_is_a_variable_with_the_light_one_as_fallback():
    svg = draw.svg(spec())
    colours = re.findall(r'(?:fill|stroke)="([^"]+)"', svg)
    assert {c for c in colours if c != "none"} == {
        c for c in colours if re.fullmatch(r"var\(--[\w-]+,#[0-9a-f]{6}\)", c)
    }
    assert "var(--blue,#0072b2)" in colours


def test_places_are_written_to_a_hundredth_of_a_pixel():
    rows = [{"t": t / 7.0, "v": (t / 3.0) ** 0.5} for t in range(50)]
    svg = draw.svg(charts.lines(rows, Field("t"), Field("v")))
    assert not re.search(r'[ ,("MLhv]-?\d*\.\d{3,}', svg)


def test_declared_names_cannot_leave_the_text_they_stand_in(see):
    evil = '</text><script>alert("x")</script> id="y" aria-label="z"'
    svg = draw.svg(spec(rows=[{"base": evil, "hours": 1.0}], title=evil))
    assert "<script" not in svg
    seen = see(spec(rows=[{"base": evil, "hours": 1.0}], title="t"))
    assert evil in " ".join(seen.texts)


def test_nothing_is_fetched():
    fetching = {**spec(), "data": {"url": "http://127.0.0.1:9/rows.json"}}
    with pytest.raises(ValueError, match="allowed"):
        draw.svg(fetching)


def test_what_cannot_be_drawn_is_an_error_with_the_grammars_words():
    with pytest.raises(ValueError, match="conversion failed"):
        draw.svg(whole({"data": {"values": []}, "mark": "no such mark", "encoding": {}}))


def test_png_has_two_dots_for_a_pixel(see):
    high, wide = pixels(spec()).shape[:2]
    seen = see(spec())
    assert (wide, high) == pytest.approx((2 * seen.width, 2 * seen.height), abs=3)


def test_a_page_its_svg_and_its_png_take_one_drawing(monkeypatch):
    draw._DRAWN.clear()
    drawn = []
    library = drawing.library()

    class Counted:
        svg_to_png = staticmethod(library.svg_to_png)

        @staticmethod
        def vegalite_to_svg(text, **more):
            drawn.append(text)
            return library.vegalite_to_svg(text, **more)

    monkeypatch.setattr(drawing, "library", lambda: Counted)
    one = draw.svg(spec(), name="page", alt="a page")
    other = draw.svg(spec(), name="file")
    assert one != other
    assert draw.png(spec())
    assert len(drawn) == 1
    assert "Other" in draw.svg(spec(title="Other"))
    assert len(drawn) == 2


def test_many_figures_are_drawn_by_another_process_and_are_the_same(monkeypatch):
    many = [spec(title=f"The {turn}th of many") for turn in range(5)]
    alone = [(draw.svg(one), draw.png(one)) for one in many]
    draw._DRAWN.clear()
    draw._IMAGES.clear()
    monkeypatch.setattr(drawing, "library", lambda: pytest.fail("drawn here"))
    with keeping(None):
        draw.draw_all(many)
        assert [(draw.svg(one), draw.png(one)) for one in many] == alone
    assert drawing.end() == 0


@pytest.fixture
def interrupts():
    """A program that is started in the background may be told to ignore Ctrl-C, and its own are."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interrupts")
def test_a_process_that_has_begun_draws_few_figures_too_until_its_end():
    texts = [json.dumps(spec(title=f"The {turn}th of few")) for turn in range(2)]
    drawing.begin()
    drawing.begin()
    assert len(drawing._BESIDE) == 1
    assert [drawing.drawn_beside("svg", [text]) for text in texts] == [
        drawing.svgs([text]) for text in texts
    ]
    assert drawing.end() == drawing.end() == 0
    assert drawing.drawn_beside("svg", texts) is None
    drawing.begin()
    drawing._BESIDE[0].send_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        drawing.drawn_beside("svg", texts)
    assert drawing._BESIDE == []


def test_a_process_that_is_expected_starts_with_the_first_drawing():
    text = json.dumps(spec(title="One that is expected"))
    drawing.expect()
    assert drawing._BESIDE == []
    assert drawing.drawn_beside("svg", [text]) == drawing.svgs([text])
    assert len(drawing._BESIDE) == 1
    assert drawing.end() == 0
    assert drawing.drawn_beside("svg", [text]) is None
    drawing.expect()
    assert drawing.end() == 0  # nothing was drawn, and nothing is expected any more
    assert drawing.drawn_beside("svg", [text]) is None


def test_few_figures_are_drawn_here_and_so_are_those_that_no_other_process_can_draw(monkeypatch):
    text = json.dumps(spec())
    assert drawing.drawn_beside("svg", [text]) is None
    assert drawing.drawn_beside("svg", [text] * 3 + ["no specification"]) is None
    assert drawing._BESIDE == []
    for interpreter in (None, "/nonexistent/python3", "/usr/bin/blender"):
        monkeypatch.setattr(sys, "executable", interpreter)
        assert drawing.drawn_beside("svg", [text] * 4) is None


def test_no_more_is_remembered_than_a_page_needs():
    for turn in range(draw._KEPT_DRAWN + 5):
        draw._remembered(draw._DRAWN, lambda _, texts: texts, [f"text {turn}"])
    assert len(draw._DRAWN) == draw._KEPT_DRAWN
    assert f"text {turn}" in draw._DRAWN
    draw._remembered(draw._DRAWN, lambda _, texts: texts, ["text 5", "a new one"])
    assert "text 5" in draw._DRAWN
    assert "text 6" not in draw._DRAWN
    together = [f"figure {turn}" for turn in range(draw._KEPT_DRAWN + 5)]
    draw._remembered(draw._DRAWN, lambda _, texts: texts, together)
    for one in together:
        draw._remembered(draw._DRAWN, lambda _, texts: pytest.fail(f"drawn anew: {texts}"), [one])
    draw._DRAWN.clear()


def drawn_with(fontconfig, letters):
    """A PNG of letters as a process draws it in whose environment stands such a setting."""
    text = f'<text y="20" font-size="16" font-family="{FACE}, sans-serif">{letters}</text>'
    one = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="30">{text}</svg>'
    unset = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    done = subprocess.run(
        [sys.executable, drawing.__file__],
        input=json.dumps(["png", [one]]).encode(),
        capture_output=True,
        check=True,
        env=unset | ({"FONTCONFIG_FILE": fontconfig} if fontconfig else {}),
    )
    return done.stdout


def test_letters_are_those_of_the_librarys_own_face_whatever_is_installed():
    assert drawn_with(None, "Noroshi, 11 s") == drawn_with(drawing._NO_FONTS, "Noroshi, 11 s")


def test_letters_that_the_face_has_not_come_from_the_systems_fonts():
    system = Path("/etc/fonts/fonts.conf")
    if not system.exists():
        pytest.skip("a system without fontconfig")
    assert drawn_with(None, "狼煙") == drawn_with(str(system), "狼煙")


def test_a_font_that_was_added_has_figures_drawn_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, "_FONTS", (str(tmp_path),))
    made = []

    def make(_fonts, texts):
        made.extend(texts)
        return list(texts)

    make.__module__, make.__qualname__ = draw.__name__, "make"
    with keeping(InMemory(10**6)):
        for added in ("first.ttf", "second.ttf", None):
            drawing.fonts.cache_clear()
            draw._remembered({}, make, ["figure"])
            if added:
                (tmp_path / "inner").mkdir(exist_ok=True)
                (tmp_path / "inner" / added).touch()
        draw._remembered({}, make, ["figure"])
    drawing.fonts.cache_clear()
    assert made == ["figure"] * 3


def test_the_library_is_loaded_only_to_draw():
    code = (
        "import sys; from noroshi.present import draw, charts, page, maps; "
        "assert not {'vl_convert', 'jinja2', 'matplotlib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_figure_costs_little_beside_a_unit_of_work():
    draw.svg(spec())
    unit = _cpu(lambda _: np.linalg.svd(np.arange(160_000.0).reshape(400, 400) % 7.0))
    assert _cpu(lambda turn: draw.svg(spec(title=f"Turn {turn}"))) < 8.0 * unit
    assert len(draw.svg(spec())) < 8_000


def _cpu(work):
    start = time.process_time()
    for turn in range(3):
        work(turn)
    return time.process_time() - start
