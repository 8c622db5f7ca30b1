"""Tables that leave at different times on the same data."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from openssi.microdata.disclosure.of_estimates import codes_of, parts_of, protected_estimates
from openssi.microdata.disclosure.parts import Part, dimensions_of, key_of, table_of
from openssi.microdata.disclosure.record import Record, checksum_of, recorded
from openssi.microdata.disclosure.suppression import protect
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.text import MultilingualText

RULE = DisclosureRule(
    id="test", name=MultilingualText("Test", "Test", "Prueba"), minimum=25, smallest_attribute=10, protection=10
)


def of(domain_var: str, domain: str, n: int) -> Estimate:
    return Estimate(measure="mean", domain_var=domain_var, domain=domain, estimate=1.0, n=n, population=float(n))


EVERYBODY = of("all", "all", 400)
REGIONS = [EVERYBODY, of("region", "N", 12), of("region", "S", 88), of("region", "E", 300)]
BY_SEX = [
    EVERYBODY, of("region,sex", "N,F", 6), of("region,sex", "N,M", 6), of("region,sex", "S,F", 44),
    of("region,sex", "S,M", 44), of("region,sex", "E,F", 60), of("region,sex", "E,M", 240),
]  # fmt: skip


def left(estimates: list[Estimate]) -> list[str]:
    return [each.domain for each in estimates if each.estimate is not None]


def test_without_a_record_a_withheld_region_follows_from_the_next_table() -> None:
    """Of S and E, one leaves by region and the other by region and sex: N is what is left of everybody."""
    first = protected_estimates(REGIONS, RULE).estimates
    second = protected_estimates(BY_SEX, RULE).estimates
    known = {each.domain: each.n for each in (*first, *second) if each.n is not None}
    assert known["E"] == 300
    assert known["S,F"] + known["S,M"] == 88
    assert known["all"] - known["E"] - known["S,F"] - known["S,M"] == 12


def test_with_a_record_it_does_not_and_it_is_said_why(tmp_path: Path) -> None:
    path = tmp_path / "left.parquet"
    first = protected_estimates(REGIONS, RULE, recorded(path, "data", RULE))
    second = protected_estimates(BY_SEX, RULE, recorded(path, "data", RULE))
    assert left([*first.estimates]) == ["all", "E"]
    assert {"S,F", "S,M"} - set(left([*second.estimates]))
    assert "DISCLOSURE_EARLIER" in {cell.reason for cell in second.cells}
    record = Record.open(path, "data", RULE)
    for part, lower, upper in known_of(record):
        if 0 < part.count < 25:
            assert upper is None or upper - (lower or 0) >= 10, part


def known_of(record: Record) -> list[tuple[Part, float | None, float | None]]:
    """What everybody who saw all tables of a record knows of what never left."""
    dimensions = dimensions_of(record.earlier)
    cells = protect(table_of(record.earlier, RULE), RULE)
    kept = [(each, cells[key_of(each, dimensions)]) for each in record.earlier if each.state == "kept"]
    return [(part, cell.lower, cell.upper) for part, cell in kept]


def test_what_has_left_leaves_again_and_what_was_withheld_stays_so(tmp_path: Path) -> None:
    protects = recorded(tmp_path / "left.parquet", "data", RULE)
    once, again = (protected_estimates(REGIONS, RULE, protects).estimates for _ in range(2))
    assert left([*once]) == left([*again])
    alone = protected_estimates([EVERYBODY, REGIONS[2]], RULE, protects).estimates
    assert left([*alone]) == ["all"]
    assert left([*protected_estimates([EVERYBODY, REGIONS[2]], RULE).estimates]) == ["all", "S"]


def test_a_record_is_for_its_owner_only_and_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "left.parquet"
    protected_estimates(REGIONS, RULE, recorded(path, "data", RULE))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["left.parquet"]


def test_a_record_of_other_data_or_by_another_rule_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "left.parquet"
    protected_estimates(REGIONS, RULE, recorded(path, "data", RULE))
    with pytest.raises(FixTheFile, match="DISCLOSURE_RECORD_OF_OTHER_DATA"):
        recorded(path, "other data", RULE)
    with pytest.raises(FixTheFile, match="DISCLOSURE_RECORD_OF_OTHER_RULE"):
        recorded(path, "data", replace(RULE, minimum=5))
    assert recorded(path, "data", replace(RULE, id="the same by another name"))


@pytest.mark.parametrize("content", [b"", b"region,n\nN,12\n"])
def test_a_file_that_is_no_record_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "left.parquet"
    path.write_bytes(content)
    with pytest.raises(FixTheFile, match="DISCLOSURE_RECORD_UNREADABLE"):
        recorded(path, "data", RULE)


def test_persons_that_are_counted_differently_than_before_are_refused(tmp_path: Path) -> None:
    protects = recorded(tmp_path / "left.parquet", "data", RULE)
    protected_estimates(REGIONS, RULE, protects)
    with pytest.raises(FixTheFile, match=r"counts other persons.*DISCLOSURE_RECORD_CONTRADICTS"):
        protected_estimates([EVERYBODY, of("region", "E", 299)], RULE, protects)


def test_where_the_record_cannot_be_written_nothing_leaves(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match="DISCLOSURE_RECORD_CANNOT_WRITE"):
        protected_estimates(REGIONS, RULE, recorded(tmp_path / "no" / "left.parquet", "data", RULE))


def test_a_record_that_another_command_wrote_in_the_meantime_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "left.parquet"
    mine = Record.open(path, "data", RULE)
    protected_estimates(REGIONS, RULE, recorded(path, "data", RULE))
    parts = [part for each in REGIONS for part in parts_of(each, codes_of(each))]
    with pytest.raises(FixTheFile, match="DISCLOSURE_RECORD_CHANGED"):
        mine.protects(parts, RULE)


def test_the_checksum_of_files_does_not_depend_on_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in "ab"]
    for path in paths:
        path.write_text(path.name)
    assert checksum_of(paths) == checksum_of(paths[::-1]) != checksum_of(paths[:1])
    assert checksum_of([tmp_path]) == checksum_of(paths)
