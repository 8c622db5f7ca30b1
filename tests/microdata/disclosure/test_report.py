"""What is said of that which does not leave."""

from openssi.microdata.disclosure.report import problems_of, report_rows
from openssi.vocabulary.disclosure import DisclosureRule, Dominance, ProtectedCell
from openssi.vocabulary.text import MultilingualText

RULE = DisclosureRule(
    id="ours", name=MultilingualText("Ours", "Nôtre", "Nuestra"), minimum=10, dominance=Dominance(units=1, share=0.85)
)
CELLS = (
    ProtectedCell(key=("N", "_T"), status="primary", reason="DISCLOSURE_SMALL", bounds=lambda: (0, 34)),
    ProtectedCell(key=("_T", "F"), status="complementary", reason="DISCLOSURE_COMPLEMENTARY", bounds=lambda: (2, None)),
    ProtectedCell(key=("S", "F"), status="primary", reason="DISCLOSURE_DOMINATED", bounds=lambda: (0, None)),
    ProtectedCell(key=("E", "F"), status="primary", reason="DISCLOSURE_EMPTY", bounds=lambda: (0, 9)),
    ProtectedCell(key=("_T", "_T"), status="published", count=85),
)


def test_each_withheld_cell_is_named_with_its_cause_and_remedy() -> None:
    found = problems_of(CELLS, ("region", "sex"), RULE, lambda cell, _: " and ".join(cell.key))
    small, other, dominated, empty = (each.message() for each in found)
    assert small.startswith("N and _T: Fewer than 10 persons")
    assert "neighbouring group" in small
    assert other.startswith("_T and F: ")
    assert "more than 85% of" in dominated
    assert "plus de 85\u00a0% de" in found[2].message("fr")
    assert empty.startswith("E and F: Nobody")


def test_the_report_holds_codes_reason_and_what_can_still_be_known() -> None:
    assert report_rows(CELLS) == [
        ("N", "_T", "primary", "DISCLOSURE_SMALL", "0", "34"),
        ("_T", "F", "complementary", "DISCLOSURE_COMPLEMENTARY", "2", ""),
        ("S", "F", "primary", "DISCLOSURE_DOMINATED", "0", ""),
        ("E", "F", "primary", "DISCLOSURE_EMPTY", "0", "9"),
    ]
