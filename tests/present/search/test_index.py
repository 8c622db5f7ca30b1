"""What the search finds: exact codes first, then words, their beginnings, and words that are nearly right."""

import pytest

from openssi.present.search import SearchEntry, SearchIndex
from openssi.present.search.entries import cut
from openssi.present.search.folding import compact, distance, folded, words_of

ENTRIES = (
    SearchEntry(kind="page", code="", name="Effective coverage", line="Who is covered.", target="dashboard"),
    SearchEntry(
        kind="country", code="CIV", name="Côte d’Ivoire", line="Western Africa", target="CIV", aliases=("Ivory Coast",)
    ),
    SearchEntry(kind="country", code="QMA", name="Averland", line="Northern Reach", target="QMA", codes=("QA",)),
    SearchEntry(
        kind="indicator",
        code="C07",
        name="Older persons receiving a pension",
        line="Persons above pensionable age who receive a pension.",
        target="SDG_1_3_1_OLD_AGE",
        codes=("SDG_1_3_1_OLD_AGE",),
        aliases=("Personnes âgées recevant une pension",),
    ),
    SearchEntry(
        kind="indicator", code="E13", name="Expenditure on unemployment", line="", target="E13", is_shown=False
    ),
    SearchEntry(kind="indicator", code="L05", name="Legal coverage: unemployment", line="", target="L05"),
    SearchEntry(kind="scheme", code="QMA01", name="Old-age pension", line="Scheme, Averland", target="QMA"),
    SearchEntry(kind="item", code="B.REC", name="Recipients", line="Persons who receive a benefit.", target="B.REC"),
    SearchEntry(kind="item", code="B.REC_CHILD", name="Children", line="", target="B.REC_CHILD"),
)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(ENTRIES)


def names(index: SearchIndex, question: str) -> list[str]:
    return [each.name for each in index.find(question).entries]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("QMA", "Averland"),
        ("qa", "Averland"),
        ("C07", "Older persons receiving a pension"),
        ("c 07", "Older persons receiving a pension"),
        ("SDG_1_3_1_OLD_AGE", "Older persons receiving a pension"),
        ("sdg 1.3.1 old age", "Older persons receiving a pension"),
        ("B.REC", "Recipients"),
        ("b_rec_child", "Children"),
    ],
)
def test_a_code_comes_first_however_it_is_written(index: SearchIndex, question: str, first: str) -> None:
    assert names(index, question)[0] == first


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("cote d'ivoire", "Côte d’Ivoire"),
        ("CÔTE", "Côte d’Ivoire"),
        ("ivory", "Côte d’Ivoire"),
        ("agees", "Older persons receiving a pension"),
        ("averl", "Averland"),
        ("Averlnad", "Averland"),
        ("Averlandd", "Averland"),
        ("unemployement", "Legal coverage: unemployment"),
        ("pension averland", "Old-age pension"),
    ],
)
def test_accents_capitals_beginnings_and_small_errors_do_not_matter(
    index: SearchIndex, question: str, first: str
) -> None:
    assert names(index, question)[0] == first


def test_a_word_that_is_nearly_right_is_told(index: SearchIndex) -> None:
    assert index.find("Averlnad").is_near
    assert not index.find("Averland").is_near
    assert not index.find("QMA").is_near


def test_what_has_no_value_stands_behind_what_has_one(index: SearchIndex) -> None:
    assert names(index, "unemployment") == ["Legal coverage: unemployment", "Expenditure on unemployment"]


def test_a_miss_offers_the_nearest_names(index: SearchIndex) -> None:
    found = index.find("Averxxxd")
    assert (found.entries, [each.name for each in found.nearest]) == ((), ["Averland"])
    assert index.find("xyzzy").nearest == ()


@pytest.mark.parametrize("question", ["", "   ", "!!!", "…", "\u00a0"])
def test_a_question_without_a_word_finds_nothing(index: SearchIndex, question: str) -> None:
    assert index.find(question).entries == ()


def test_a_question_that_is_very_long_is_answered(index: SearchIndex) -> None:
    assert index.find("pension " * 5000).entries != ()
    assert index.find("x" * 10_000).entries == ()


def test_an_index_of_nothing_finds_nothing() -> None:
    assert SearchIndex(()).find("C07").entries == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("pension", "pension", 0), ("pension", "pensoin", 1), ("pension", "pensio", 1), ("pension", "tension", 1),
     ("pension", "passion", 2), ("pension", "revenue", 3), ("a", "abcd", 3)],
)  # fmt: skip
def test_the_distance_of_two_words_stops_beyond_two(one: str, other: str, expected: int) -> None:
    assert distance(one, other, 2) == expected


def test_texts_are_compared_without_accents_capitals_and_signs() -> None:
    assert folded("Œuvre Éthiopie") == "oeuvre ethiopie"
    assert words_of("B.REC, old-age (65+)") == ["b", "rec", "old", "age", "65"]
    assert compact("SDG 1.3.1") == compact("sdg_1_3_1") == "sdg131"


def test_a_long_line_is_cut_between_two_words() -> None:
    assert cut("One line.") == "One line."
    assert cut("word " * 60).endswith("word…")
    assert len(cut("word " * 60)) <= 181
