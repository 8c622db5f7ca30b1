"""A text keeps what it quotes of others apart from its own words."""

from openssi.present.quoting import Quoting, own_words, parts_of


def test_quotations_are_parts_of_a_text_in_their_order() -> None:
    line = Quoting("Sources : Census; Book; two others.", ["Census", "Book"])
    assert line == "Sources : Census; Book; two others."
    assert parts_of(line) == [
        ("Sources : ", False), ("Census", True), ("; ", False), ("Book", True), ("; two others.", False),
    ]  # fmt: skip


def test_what_is_not_in_the_text_and_nothing_at_all_are_no_quotations() -> None:
    assert parts_of(Quoting("Census", ["", "Book"])) == [("Census", False)]
    assert parts_of("plain") == [("plain", False)]
    assert parts_of(Quoting("")) == []


def test_own_words_are_what_is_not_quoted_without_the_signs_between() -> None:
    assert own_words(Quoting("Valeur normale\u00a0; Census", ["Census"])) == "Valeur normale"
    assert own_words(Quoting("Estimate; Census; flagged", ["Census"])) == "Estimate; flagged"
    assert own_words(Quoting("Census; Book", ["Census", "Book"])) == ""
    assert own_words("Normal value.") == "Normal value."
