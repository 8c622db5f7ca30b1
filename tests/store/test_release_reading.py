"""Who may read a release, and which one is the latest: then, now, for whom."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from openssi.engine import table_of
from openssi.store import Releases
from openssi.store.release_reading import latest_as_of, latest_for, refuse_unreadable
from openssi.vocabulary.dataflow import AREAS
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.moments import embargo_of, end_of
from openssi.vocabulary.release import EVERYBODY, KEEPER, REGISTERED, Reader, Release
from store.test_releases import draft

TABLES = {"areas": table_of(AREAS, [{"area": "QMA"}])}
COMPILER = Reader(frozenset({"public", "registered", "restricted"}), sees_embargoed=True)
DESCRIPTIONS = {
    "2026.1": {"created": "2026-01-10T09:00:00+00:00"},
    "2026.2": {"created": "2026-03-10T09:00:00+00:00", "embargo": "2026-04-01T07:00:00+00:00"},
    "2026.3": {"created": "2026-05-10T09:00:00+00:00", "level": "registered"},
    "2026.4": {"created": "2026-06-10T09:00:00+00:00", "level": "restricted"},
}
"""A release for everybody, one under embargo until April, one for registered readers, one for those who make them."""


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    made = Releases(tmp_path)
    for name, described in DESCRIPTIONS.items():
        made.write(replace(draft(name), **described), TABLES)
    return made


def made_in(releases: Releases) -> list[Release]:
    return [releases.read(each) for each in releases.ids()]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("reader", "moment", "latest"),
    [
        (EVERYBODY, "2026-03-11", "2026.1"),
        (EVERYBODY, "2026-04-01T06:59:59", "2026.1"),
        (EVERYBODY, "2026-04-01T07:00:00", "2026.2"),
        (COMPILER, "2026-03-11", "2026.4"),
        (REGISTERED, "2026-07-01", "2026.3"),
        (EVERYBODY, "2026-07-01", "2026.2"),
        (KEEPER, "2026-07-01", "2026.4"),
    ],
)
def test_the_latest_release_is_the_newest_that_one_may_read_at_that_moment(
    releases: Releases, reader: Reader, moment: str, latest: str
) -> None:
    found = latest_for(releases, made_in(releases), reader, at(moment))
    assert found is not None
    assert found.id == latest


def test_before_anything_is_open_to_a_reader_there_is_no_latest_release(releases: Releases) -> None:
    assert latest_for(releases, made_in(releases), EVERYBODY, at("2026-01-01")) is None


def test_the_pointer_moves_back_and_what_it_pointed_to_stays_readable(releases: Releases) -> None:
    releases.point_to("2026.1", "2026-08-01T00:00:00+00:00")
    made = made_in(releases)
    for reader in (EVERYBODY, KEEPER):
        found = latest_for(releases, made, reader, at("2026-09-01"))
        assert found is not None
        assert found.id == "2026.1"
    refuse_unreadable(made, "2026.2", EVERYBODY, at("2026-09-01"))


def test_the_pointer_is_not_moved_to_what_is_not_there(releases: Releases) -> None:
    with pytest.raises(FixTheFile) as caught:
        releases.point_to("2025.1", "2026-08-01T00:00:00+00:00")
    assert caught.value.problems[0].code == "RELEASE_UNKNOWN"
    assert releases.latest_id() == "2026.4"


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        ("2026-01-10", "2026.1"),
        ("2026-03-31", "2026.1"),
        ("2026-04-01T08:59:59+02:00", "2026.1"),
        ("2026-04-01T09:00:00+02:00", "2026.2"),
        ("2026-04-01T09:00:00 02:00", "2026.2"),
        ("2026-08-31", "2026.2"),
        ("2026-09-02", "2026.1"),
        ("2050-01-01", "2026.1"),
    ],
)
def test_as_of_answers_what_the_latest_release_was_then(releases: Releases, as_of: str, found: str) -> None:
    releases.point_to("2026.1", "2026-09-01T00:00:00+00:00")
    moment = at("2026-10-01")
    assert latest_as_of(releases, made_in(releases), EVERYBODY, as_of, moment).id == found


def test_as_of_does_not_open_what_one_may_not_read(releases: Releases) -> None:
    moment = at("2026-03-20")
    assert latest_as_of(releases, made_in(releases), EVERYBODY, "2026-12-31", moment).id == "2026.1"
    assert latest_as_of(releases, made_in(releases), REGISTERED, "2026-06-01", at("2026-07-01")).id == "2026.3"
    assert latest_as_of(releases, made_in(releases), EVERYBODY, "2026-06-01", at("2026-07-01")).id == "2026.2"


def test_as_of_before_the_first_release_names_the_first_moment(releases: Releases) -> None:
    with pytest.raises(FixTheFile) as caught:
        latest_as_of(releases, made_in(releases), EVERYBODY, "2026-01-09", at("2026-10-01"))
    assert caught.value.problems[0].code == "AS_OF_BEFORE_FIRST"
    assert "2026-01-10T09:00:00+00:00" in caught.value.problems[0].message("en")


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "2026-02-30", "9999-12-31T99:00", "' OR 1=1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(FixTheFile) as caught:
        end_of(text)
    assert caught.value.problems[0].code == "MOMENT_UNFIT"


def test_an_embargo_is_kept_in_utc() -> None:
    assert embargo_of("2026-07-01T09:00+02:00", at("2026-06-01")) == "2026-07-01T07:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-07-01", "EMBARGO_WITHOUT_ZONE"),
        ("2026-07-01T09:00", "EMBARGO_WITHOUT_ZONE"),
        ("2026-05-01T09:00Z", "EMBARGO_IS_OVER"),
        ("soon", "MOMENT_UNFIT"),
    ],
)
def test_an_embargo_is_a_moment_to_come_with_its_time_zone(text: str, code: str) -> None:
    with pytest.raises(FixTheFile) as caught:
        embargo_of(text, at("2026-06-01"))
    assert caught.value.problems[0].code == code


def test_a_release_one_may_not_read_is_refused_like_one_that_does_not_exist(releases: Releases) -> None:
    made, moment = made_in(releases), at("2026-07-01")
    for hidden, missing in (("2026.4", "2026.9"),):
        texts = []
        for release in (hidden, missing):
            with pytest.raises(FixTheFile) as caught:
                refuse_unreadable(made, release, EVERYBODY, moment)
            assert caught.value.problems[0].code == "RELEASE_UNKNOWN"
            texts.append(caught.value.problems[0].message("en").replace(release, "…"))
        assert texts[0] == texts[1]
        assert "2026.4" not in texts[1]


def test_where_signing_in_helps_that_is_said(releases: Releases) -> None:
    with pytest.raises(FixTheFile) as caught:
        refuse_unreadable(made_in(releases), "2026.3", EVERYBODY, at("2026-07-01"))
    assert caught.value.problems[0].code == "RELEASE_NEEDS_SIGN_IN"
    refuse_unreadable(made_in(releases), "2026.3", REGISTERED, at("2026-07-01"))


def test_a_manifest_from_before_there_were_levels_is_public_and_without_embargo(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.write(draft("2026.1"), TABLES)
    path = tmp_path / "2026.1" / "manifest.json"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(each for each in lines if '"level"' not in each and '"embargo"' not in each), "utf-8")
    found = releases.read("2026.1")
    assert (found.level, found.embargo) == ("public", "")


def test_a_pointer_from_before_its_moves_were_kept_is_followed(releases: Releases) -> None:
    (releases.root / "latest.json").write_text('{"id": "2026.2"}', "utf-8")
    assert releases.latest_id() == "2026.2"
    assert releases.pointed_to(at("2026-02-01")) == "2026.1"


def test_latest_is_no_name_of_a_release(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile) as caught:
        Releases(tmp_path).write(draft("latest"), TABLES)
    assert caught.value.problems[0].code == "RELEASE_ID_UNFIT"
