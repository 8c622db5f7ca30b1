"""Texts that are put together have the spaces of their language."""

from openssi.present.dashboards.figures.spacing import joined, spaced, spaced_markup


def test_french_has_a_no_break_space_before_colons_and_semicolons() -> None:
    assert spaced("Monde: 23,6; Nord: 42,3", "fr") == "Monde\u00a0: 23,6\u00a0; Nord\u00a0: 42,3"
    assert spaced("Monde\u00a0: 23,6 à 14:32", "fr") == "Monde\u00a0: 23,6 à 14:32"
    assert spaced("World: 23.6; North: 42.3", "en") == "World: 23.6; North: 42.3"


def test_parts_that_say_nothing_are_left_out() -> None:
    assert joined(("a", "", "b"), "es") == "a; b"
    assert joined(("a", "", "b"), "fr") == "a\u00a0; b"


def test_titles_of_a_drawing_are_spaced_and_nothing_else() -> None:
    drawing = "<text>Monde: 1</text><rect><title>Monde: 1 &amp; 2</title></rect>"
    spaced_drawing = "<text>Monde: 1</text><rect><title>Monde\u00a0: 1 &amp; 2</title></rect>"
    assert spaced_markup(drawing, "fr") == spaced_drawing
