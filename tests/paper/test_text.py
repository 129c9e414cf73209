"""Text in every script: order, joining, breaking, and what must never reach the page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from rayafin_desktop.paper.fonts import WEIGHTS, FontBook, Weight, font_book, resources
from rayafin_desktop.paper.page import A4, Font, Sheet, print_document
from rayafin_desktop.paper.text import Line, clean, fit_lines, reads_right_to_left, set_line
from tests.paper.papers import page_images


def drawn(text: str, weight: Weight = "Regular") -> bytes:
    """The pixels of one line, 40 points high."""

    def draw(canvas: Canvas) -> None:
        sheet = Sheet(canvas, A4)
        sheet.text(60, 120, text, Font(40, weight))
        sheet.turn()

    image = next(page_images(print_document("line", "test", date(2026, 11, 21), draw)))
    return image.crop((0, 60, 595, 160)).tobytes()


def faces(line: Line) -> list[str]:
    return [piece.face for piece in line.pieces]


def test_devanagari_conjuncts_are_one_shape() -> None:
    # ka + virama + ssa is one conjunct, narrower than its three letters side by side; the vowel sign i
    # is stored after its consonant and drawn before it.
    assert set_line("क्ष", "Regular").width < set_line("क", "Regular").width + set_line("ष", "Regular").width
    assert set_line("हि", "Regular").pieces[0].glyphs != set_line("ह", "Regular").pieces[0].glyphs
    hi = str(set_line("हि", "Regular").pieces[0].glyphs)
    assert hi.index(str(set_line("ह", "Regular").pieces[0].glyphs)) == 1


def test_arabic_letters_join() -> None:
    joined, apart = set_line("بيت", "Regular"), set_line("ب ي ت", "Regular")
    assert len(str(joined.pieces[0].glyphs)) == 3
    assert set(str(joined.pieces[0].glyphs)).isdisjoint(set("بي"))
    assert set("بيت") & set(str(apart.pieces[0].glyphs)) or joined.width < apart.width


def test_right_to_left_lines_stand_in_visual_order() -> None:
    line = set_line("فاتورة INV-26 بتاريخ 21", "Regular")
    plain = [str(piece.glyphs) for piece in line.pieces if piece.face.startswith("Inter")]
    assert [text.strip() for text in plain if text.strip()] == ["21", "INV-26"]
    assert line.pieces[0].glyphs == "21"
    assert line.pieces[-1].face.startswith("NotoSansArabic")


def test_the_same_words_in_another_order_look_different() -> None:
    assert drawn("شركة الخليج") != drawn("الخليج شركة")
    assert drawn("شركة الخليج") == drawn("شركة الخليج")
    assert drawn("किताब") != drawn("कतािब")


def test_the_persian_joiner_is_kept() -> None:
    assert drawn("نخ\u200cریسی") != drawn("نخریسی")


def test_brackets_are_mirrored_in_arabic() -> None:
    line = set_line("(مسودة)", "Regular")
    left, right = line.pieces[0], line.pieces[-1]
    assert left.face == right.face == "Inter-Regular"
    # The opening bracket of the text stands on the right, and there looks like ")".
    assert drawn("(مسودة)") != drawn(")مسودة(")
    assert [str(left.glyphs), str(right.glyphs)] == ["(", ")"]


def test_numbers_keep_their_order_on_every_sheet() -> None:
    assert not reads_right_to_left("+971 4 555 0142")
    assert [str(piece.glyphs) for piece in set_line("+971 4 555 0142", "Regular").pieces] == [
        "+971 4 555 0142"
    ]
    assert reads_right_to_left("1. شركة ACME")


def test_figures_have_one_width() -> None:
    for weight in WEIGHTS:
        assert set_line("1111111", weight).width == pytest.approx(set_line("0000000", weight).width)


def test_every_script_gets_its_face() -> None:
    assert faces(set_line("Ω Ж é ₹", "Bold")) == ["Inter-Bold"]
    assert faces(set_line("શ્રી", "Regular")) == ["NotoSansGujaratiUI-Regular"]
    assert faces(set_line("कपास S-6", "Bold")) == ["NotoSansDevanagariUI-Bold", "Inter-Bold"]


def test_a_missing_glyph_is_a_visible_box() -> None:
    # Egyptian hieroglyphs are in no font an office has.
    line = set_line("A\U00013000B", "Regular")
    assert "\u25a1" in "".join(str(piece.glyphs) for piece in line.pieces)
    assert drawn("A\U00013000B") != drawn("AB")
    assert drawn("\ue000") == drawn("\u25a1"), "private characters must not show a shaped glyph"


def test_unassigned_characters_between_arabic_letters_are_boxes() -> None:
    # U+1FDD0 and U+0378 are unassigned: the bidirectional algorithm has no class for them.
    assert (
        set_line("\u0628\u0378\U0001fdd0\u0628", "Regular").width > set_line("\u0628\u0628", "Regular").width
    )


def test_damaged_installed_fonts_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "NotoSansTamil-Regular.ttf").write_bytes(b"\x00\x01\x00\x00 not a font")
    (tmp_path / "DejaVuSans.ttf").write_bytes(b"")
    assert FontBook(resources(), (tmp_path,)).face_for("\u0ba4", "Regular") is None


def test_installed_open_fonts_serve_other_scripts(tmp_path: Path) -> None:
    # The bundled Gujarati face plays an installed one; the book's own folder has only Inter.
    bundled, installed = tmp_path / "bundled", tmp_path / "installed"
    bundled.mkdir()
    installed.mkdir()
    for weight in ("Regular", "Bold"):
        name = f"Inter-{weight}.ttf"
        (bundled / name).write_bytes((resources() / name).read_bytes())
    gujarati = (resources() / "NotoSansGujaratiUI-Regular.ttf").read_bytes()
    (installed / "NotoSansGujarati-Regular.ttf").write_bytes(gujarati)
    face = FontBook(bundled, (installed,)).face_for("\u0ab6", "Regular")
    assert face is not None
    assert face.covers("\u0ab6")


def test_controls_and_direction_overrides_do_not_reach_the_page() -> None:
    assert clean("a\x00b\x1b[31m\u202ec\u2066d\ud800e") == "ab[31mcde"
    assert clean("two\nlines\tand\u3000space") == "two lines and space"


def test_lines_break_at_spaces_and_keep_every_word() -> None:
    text = "Interest at 18% a year is charged after the due date on every open amount"
    lines = fit_lines(text, "Regular", 10, 120)
    assert len(lines) > 2
    assert all(line.width * 10 / 1000 <= 120 for line in lines)
    assert " ".join(str(line.pieces[0].glyphs) for line in lines) == text


@pytest.mark.parametrize("text", ["x" * 300, "क्षत्रिय" * 40, "المستودعات" * 40, "倉" * 200])
def test_a_word_wider_than_its_column_is_broken(text: str) -> None:
    lines = fit_lines(text, "Regular", 9, 100)
    assert len(lines) > 1
    assert all(line.width * 9 / 1000 <= 100.01 for line in lines)


def test_arabic_paragraphs_break_in_logical_order() -> None:
    words = ["حمص", "عدس", "أرز", "قمح", "شعير", "ذرة"]
    lines = fit_lines(" ".join(words), "Regular", 12, 70)
    assert len(lines) > 1
    first = set_line(words[0], "Regular").pieces[0].glyphs
    assert str(first) in "".join(str(piece.glyphs) for piece in lines[0].pieces)


def test_faces_are_loaded_once() -> None:
    assert font_book().main("Bold") is font_book().main("Bold")
