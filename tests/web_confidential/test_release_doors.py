"""Who reads a release: each door refuses or permits by level, role and the server's clock."""

import gzip
import json
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from openssi.definitions import load
from openssi.run.computation import Computation
from openssi.store import Workspace
from openssi.store.releases import Releases
from openssi_web import pages_cache, published, releases
from openssi_web.accounts.models import Person
from web_confidential.conftest import People, SignedIn, make_confidential_world
from web_confidential.doors import OF_RELEASES
from web_rounds.cast import person

BEFORE, AFTER = "2031-06-01T06:59:59+00:00", "2031-06-01T07:00:00+00:00"
EMBARGO = AFTER
DESCRIBED = {
    "registered": {"level": "registered"},
    "restricted": {"level": "restricted"},
    "confidential": {"level": "confidential"},
    "embargoed": {"embargo": EMBARGO},
    "registered-embargoed": {"level": "registered", "embargo": EMBARGO},
}
"""Releases beside the open one, by what their manifest says."""

MAY_READ = {
    "stranger": {"open"},
    "registered": {"open", "registered"},
    "administrator": {"open", "registered"},
    "respondent": {"open", "registered", "restricted"},
    "of another country": {"open", "registered", "restricted"},
    "statistician": {"open", "registered", "restricted", "embargoed", "registered-embargoed"},
    "officer of one country": {"open", "registered", "restricted", "embargoed", "registered-embargoed"},
    "desk officer": {"open", "registered", "restricted", "confidential", "embargoed", "registered-embargoed"},
}
"""Before the end of the embargo; afterwards everybody reads what is under none."""

ASKS_TO_SIGN_IN = {("stranger", "registered")}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The server's clock: whoever changes its only entry sets it."""
    hands = [BEFORE]
    monkeypatch.setattr(releases, "server_time", lambda: datetime.fromisoformat(hands[0]))
    monkeypatch.setattr("openssi_web.middleware.server_time", lambda: datetime.fromisoformat(hands[0]))
    return hands


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The releases of the world, made once."""
    made = make_confidential_world(tmp_path_factory.mktemp("doors") / "world")
    Computation(made, load()).release("open")
    folder = made.releases.root
    for name, said in DESCRIBED.items():
        shutil.copytree(folder / "open", folder / name)
        path = folder / name / "manifest.json"
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "id": name, **said}), "utf-8")
    return folder


@pytest.fixture
def made(published_once: Path, world: Workspace, clock: list[str]) -> Path:
    """One release for everybody, and the same under other names that others read."""
    pages_cache._page.cache_clear()
    published.clear()
    return Path(shutil.copytree(published_once, world.releases.root))


@pytest.fixture
def everybody(people: People, signed_in: SignedIn) -> dict[str, Client]:
    """A browser of each of those who ask."""

    def of(found: Person) -> Client:
        return signed_in(found)

    return {
        "stranger": Client(),
        "registered": of(person("Rea Ling")),
        "administrator": of(people.adan),
        "respondent": of(people.ana),
        "of another country": of(people.bo),
        "statistician": of(people.mira),
        "officer of one country": of(person("Olaf Berg", ("DESK_OFFICER", "QMB", []))),
        "desk officer": of(people.teo),
    }


def let_go(response: Any) -> Any:
    """Close the file that an answer sends, and nothing else: its end would close the database of the test."""
    for close in response._resource_closers:
        close()
    return response


def refusals(client: Client, release: str, doors: Iterable[str]) -> dict[str, int]:
    """Return the status of every door that does not let somebody through to a release."""
    found = {}
    for door in doors:
        path = door.format(release=release)
        response = client.get(path)
        text = "" if response.streaming else response.content.decode(errors="replace")
        if "RELEASE_UNKNOWN" in text or "RELEASE_NEEDS_SIGN_IN" in text:
            found[path] = response.status_code
        let_go(response)
    return found


DOORS = [door for doors in OF_RELEASES.values() for door in doors]
SAMPLE = [*OF_RELEASES["release"], *OF_RELEASES["data"], *OF_RELEASES["v1-manifest"], *OF_RELEASES["v1-file"][:2]]
"""Doors of each kind: a page, its data, the manifest, files."""


def check(who: str, client: Client, release: str, doors: list[str], *, may: bool, status: int = 404) -> None:
    """Make sure that every door refuses with a status, or that none does."""
    found = refusals(client, release, doors)
    assert set(found.values()) == (set() if may else {status}), (who, release, found)
    assert len(found) == (0 if may else len(doors)), (who, release, found)


@pytest.mark.parametrize("who", MAY_READ)
def test_doors_refuse_or_permit_by_level_and_role(made: Path, everybody: dict[str, Client], who: str) -> None:
    for release in ("open", *DESCRIBED):
        status = 401 if (who, release) in ASKS_TO_SIGN_IN else 404
        check(who, everybody[who], release, SAMPLE, may=release in MAY_READ[who], status=status)


EVERY_DOOR_OF = [
    ("stranger", "registered"),
    ("registered", "embargoed"),
    ("statistician", "confidential"),
    *(
        pytest.param(who, release, marks=pytest.mark.long)
        for who in MAY_READ
        for release in DESCRIBED
        if release not in MAY_READ[who]
    ),
]


@pytest.mark.parametrize(("who", "release"), EVERY_DOOR_OF)
def test_every_door_refuses(made: Path, everybody: dict[str, Client], who: str, release: str) -> None:
    status = 401 if (who, release) in ASKS_TO_SIGN_IN else 404
    check(who, everybody[who], release, DOORS, may=False, status=status)


def test_the_servers_clock_ends_an_embargo(made: Path, everybody: dict[str, Client], clock: list[str]) -> None:
    stranger, registered = everybody["stranger"], everybody["registered"]
    for client in (stranger, registered):
        check("before", client, "embargoed", SAMPLE, may=False)
    clock[0] = AFTER
    for client in (stranger, registered):
        check("after", client, "embargoed", SAMPLE, may=True)
    check("after", registered, "registered-embargoed", SAMPLE, may=True)
    check("after", stranger, "registered-embargoed", SAMPLE, may=False, status=401)


def test_lists_name_only_what_somebody_may_read(made: Path, everybody: dict[str, Client], clock: list[str]) -> None:
    for who, client in everybody.items():
        listed = {each["id"] for each in client.get("/v1/releases").json()["releases"]}
        assert listed == MAY_READ[who], who
        manifests = client.get("/en/releases/").content.decode()
        pinned = client.get("/en/data").content.decode()
        for release in ("open", *DESCRIBED):
            is_open = release in MAY_READ[who]
            assert (f"/releases/{release}/manifest.json" in manifests) == is_open, (who, release)
            assert (f'"?release={release}"' in pinned) == is_open, (who, release)


def test_a_refusal_names_no_release_that_is_kept_from_the_reader(made: Path, everybody: dict[str, Client]) -> None:
    hidden = everybody["stranger"].get("/v1/releases/restricted/manifest.json").content.decode()
    missing = everybody["stranger"].get("/v1/releases/nowhere-23/manifest.json").content.decode()
    assert hidden.replace("restricted", "…") == missing.replace("nowhere-23", "…")
    assert "confidential" not in hidden
    assert "embargoed" not in hidden


def test_what_is_not_for_everybody_is_kept_by_no_cache(made: Path, everybody: dict[str, Client]) -> None:
    kept = everybody["desk officer"].get("/v1/releases/embargoed/manifest.json")
    assert kept.headers["Cache-Control"] == "private, no-store"
    assert "immutable" in everybody["stranger"].get("/v1/releases/open/manifest.json").headers["Cache-Control"]
    assert "Cookie" in everybody["stranger"].get("/en/data").headers["Vary"]
    latest = let_go(everybody["stranger"].get("/v1/releases/latest/areas.parquet"))
    assert (latest.status_code, latest.headers["Cache-Control"]) == (200, "no-cache")


def test_a_missing_or_altered_file_is_told_with_place_cause_and_remedy(
    made: Path, everybody: dict[str, Client]
) -> None:
    client = everybody["stranger"]
    assert let_go(client.get("/v1/releases/open/areas.parquet")).status_code == 200
    path = made / "open" / "areas.parquet"
    content = path.read_bytes()
    for damage in (lambda: path.write_bytes(content + b"x"), path.unlink):
        damage()
        answer = let_go(client.get("/v1/releases/open/areas.parquet"))
        assert answer.status_code == 500
        (error,) = answer.json()["errors"]
        assert error["code"] == "RELEASE_DAMAGED"
        assert "areas.parquet" in error["place"]
        assert "areas.parquet" in error["message"]
        assert "restore" in error["remedy"]
        shown = client.get("/fr/data?release=open")
        assert shown.status_code == 500
        assert "areas.parquet" in shown.content.decode()
    path.write_bytes(content)
    assert let_go(client.get("/v1/releases/open/areas.parquet")).status_code == 200


def test_a_date_answers_from_the_release_of_then_and_before_the_first_names_it(
    made: Path, everybody: dict[str, Client]
) -> None:
    client = everybody["stranger"]
    assert client.get("/v1/releases/latest/manifest.json?as_of=2030-01-01").json()["id"] == "open"
    early = client.get("/v1/releases/latest/manifest.json?as_of=2020-01-01")
    assert early.status_code == 404
    assert early.json()["errors"][0]["code"] == "AS_OF_BEFORE_FIRST"
    assert client.get("/en/data?as_of=2020-01-01").status_code == 404
    assert client.get("/en/data?as_of=yesterday").status_code == 400
    both = client.get("/v1/releases/open/manifest.json?as_of=2030-01-01")
    assert both.json()["errors"][0]["code"] == "AS_OF_AND_RELEASE"


PACKED = {"Accept-Encoding": "gzip"}


def shown(client: Client, address: str) -> str:
    """Return a page as it is given to whoever takes it packed, which is how pages are kept."""
    answer = client.get(address, headers=PACKED)
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return f"{answer.status_code} {(gzip.decompress(answer.content) if packed else answer.content).decode()}"


@pytest.mark.parametrize("release", DESCRIBED)
def test_no_page_of_a_release_that_is_not_for_everybody_is_kept_for_strangers(
    made: Path, everybody: dict[str, Client], release: str
) -> None:
    address = f"/en/countries?release={release}"
    assert shown(everybody["desk officer"], address).startswith("200")
    assert not shown(everybody["stranger"], address).startswith("200")
    assert shown(everybody["desk officer"], address).startswith("200")


def test_a_kept_page_of_the_latest_release_gives_way_to_the_next_one(
    made: Path, everybody: dict[str, Client], clock: list[str]
) -> None:
    point_to(made, "embargoed")
    stranger, officer = everybody["stranger"], everybody["desk officer"]
    of_then = [shown(stranger, "/en/countries") for _ in range(2)]
    assert "/en/releases/embargoed" in shown(officer, "/en/countries")
    assert all("/en/releases/open" in each and "/en/releases/embargoed" not in each for each in of_then)
    clock[0] = AFTER
    of_now = [shown(stranger, "/en/countries") for _ in range(2)]
    assert all("/en/releases/embargoed" in each for each in of_now)
    assert shown(stranger, "/en/countries?release=open") != of_then[0]


def test_a_kept_page_of_an_earlier_release_says_so_once_there_is_a_later_one(
    made: Path, everybody: dict[str, Client], clock: list[str]
) -> None:
    point_to(made, "embargoed")
    stranger = everybody["stranger"]
    address = "/en/countries?release=open"
    before = shown(stranger, address)
    clock[0] = AFTER
    after = shown(stranger, address)
    assert 'href="/en/countries/QMA?release=open"' not in before
    assert 'href="/en/countries/QMA?release=open"' in after
    clock[0] = BEFORE
    assert shown(stranger, address) == before


def point_to(folder: Path, release: str) -> None:
    """Make a release the latest one; those that were not there are made later than the others."""
    path = folder / release / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "created": BEFORE}), "utf-8")
    Releases(folder).point_to(release, BEFORE)
