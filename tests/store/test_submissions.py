"""A submission is kept as read, and accepted as a vintage that nothing changes."""

from decimal import Decimal
from pathlib import Path

from openssi.store import Submissions
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.submission import Fingerprint, Submission

READ = Submission(
    fingerprint=Fingerprint("QMA", 2023, "2026.1", "fr", "v0"),
    file="QMA-2023.xlsx",
    sha256="00",
    state="read",
    read_at="2026-01-01T00:00:00+00:00",
)


def answers(value: int) -> list[Observation]:
    return [Observation(ref_area="QMA", item="H.COV_OLD", time_period=2023, value=Decimal(value))]


def saved(root: Path) -> Submissions:
    original = root / "QMA-2023.xlsx"
    original.write_bytes(b"the file as it came")
    submissions = Submissions(root)
    submissions.save(READ, answers(10), original)
    return submissions


def test_what_was_read_is_kept_beside_its_file(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    assert submissions.find("QMA-2023") == READ
    assert submissions.observations("QMA-2023")[0].value == 10
    assert submissions.draft("QMA-2023").path("original.xlsx").read_bytes() == b"the file as it came"


def test_a_draft_is_not_among_what_was_accepted(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    assert submissions.accepted_ids() == []
    assert submissions.accepted_table("observations") is None
    assert submissions.accepted_observations("QMA", [2023]) == ()


def test_acceptance_numbers_the_vintage(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    first = submissions.accept(READ, answers(10), [], "2026-01-02T00:00:00+00:00")
    second = submissions.accept(READ, answers(11), [], "2026-01-03T00:00:00+00:00")
    assert (first.vintage, second.vintage) == (1, 2)
    (kept,) = submissions.accepted_observations("QMA", [2023])
    assert (kept.value, kept.vintage, kept.submission) == (11, 2, "QMA-2023")


def test_an_earlier_vintage_stays_on_disk(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    for value in (10, 11):
        submissions.accept(READ, answers(value), [], "2026-01-02T00:00:00+00:00")
    assert len(list((tmp_path / "accepted").glob("QMA-2023.*/observations.parquet"))) == 2


def test_the_years_of_a_country_are_known(tmp_path: Path) -> None:
    submissions = saved(tmp_path)
    submissions.accept(READ, answers(10), [], "2026-01-02T00:00:00+00:00")
    assert submissions.accepted_years("QMA") == [2023]
    assert submissions.accepted_years("QMB") == []
