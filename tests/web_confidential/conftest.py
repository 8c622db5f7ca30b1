"""A submission with figures that are confidential, and people who may know them and who may not."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from openssi.collect.workbook_keys import CellKey
from openssi.store import Workspace
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi_web import releases
from openssi_web.accounts.models import Person
from openssi_web.rounds.actions import attach_file, explain_finding, raise_queries, send_queries, write_about_query
from openssi_web.rounds.answers.findings import cell_of, findings_of
from openssi_web.rounds.compilation.models import CompiledSource, SearchRecord, SourceChoice, SourcedValue
from openssi_web.rounds.models import Attachment, Entry, SubmissionDraft
from openssi_web.rounds.queries.checks import QueryAsked
from openssi_web.rounds.workspace import inquiry
from web_files.samples import sent
from web_queries.asking import due
from web_rounds.cast import AID, PENSIONERS, RECEIPTS, WOMEN, Cast, make_cast, person, save, saved
from web_rounds.conftest import make_world
from web_rounds.invented import YEAR, last_round

SignedIn = Callable[[Person], Client]

MEN = PENSIONERS._replace(sex="M")
COVERED = CellKey("H.COV_OLD")
ADMIN = CellKey("S.EXP_ADMIN", "QMA01")
LAST_YEAR = CellKey("S.EXP_TOTAL", "QMA01")

OF_SCHEME = {RECEIPTS: "7351924.613", WOMEN: "48151623", ADMIN: "3141592.653"}
"""Confidential figures of the Pension Fund: as a figure of its own, a small group, and under embargo."""

OF_COUNTRY = {COVERED: "5263184"}
BEFORE = "8642097.531"
"""What was accepted in confidence for last year."""

BESIDE = "1234567"
"""Men: they and the total would give the women away."""

TOTAL = "49386190"


@dataclass(frozen=True)
class People(Cast):
    """Everybody: the people of the round, and one more of each role."""

    rita: Person
    abel: Person
    nora: Person
    vera: Person
    mira: Person
    adan: Person
    number: int
    attachment: Attachment


def make_confidential_world(root: Path) -> Workspace:
    """Make a world in which one accepted figure of last year is confidential."""
    made = make_world(root)
    secret = Observation(
        ref_area="QMA", time_period=YEAR - 1, **LAST_YEAR._asdict(), value=Decimal(BEFORE), conf_status="C"
    )
    fingerprint = Fingerprint("QMA", YEAR - 1, "2026.2", "en", "v1")
    read = Submission(fingerprint=fingerprint, file="b.xlsx", sha256="01", state="read", read_at="")
    answers = (*last_round("QMA"), replace(secret, source=f"Accounts, {BEFORE}", note=f"It was {BEFORE}."))
    made.submissions.save(read, answers, None)
    made.submissions.accept(read, answers, (), "2024-06-02T00:00:00+00:00")
    return made


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The workspace that the site serves."""
    made = make_confidential_world(tmp_path / "world")
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(made.root))
    return made


@pytest.fixture
def people(world: Workspace, db: None) -> People:
    """Everybody, with the secrets planted, asked about, explained and attached to."""
    cast = make_cast()
    abel = person("Abel Roy", ("APPROVER", "QMA", ["QMA01"]), institution="Pension Fund")
    rita = person("Rita Vane", ("RESP", "QMA", ["QMA02"]), institution="Family Aid")
    others = [
        person(name, (role, area, []))
        for name, role, area in (
            ("Nora Quist", "NSOREV", "QMA"),
            ("Vera Lunt", "VALIDATION_LEAD", ""),
            ("Mira Sand", "METHODOLOGIST", ""),
            ("Adan Pool", "ADMINISTRATOR", ""),
        )
    ]
    plant(cast)
    number, attachment = talk(cast)
    state(cast)
    cast.draft.refresh_from_db()
    return People(cast.ana, cast.cleo, cast.teo, cast.bo, cast.draft, rita, abel, *others, number, attachment)


def plant(cast: Cast) -> None:
    """Enter the figures and say how confidential they are."""
    note = {"note": f"Of which {OF_SCHEME[RECEIPTS]} from one payer."}
    saved(save(cast.ana, cast.draft, RECEIPTS, OF_SCHEME[RECEIPTS], "p1", confidentiality="C", **note))
    saved(save(cast.ana, cast.draft, PENSIONERS, TOTAL, "p2"))
    saved(save(cast.ana, cast.draft, WOMEN, OF_SCHEME[WOMEN], "p3", confidentiality="A"))
    saved(save(cast.ana, cast.draft, MEN, BESIDE, "p4"))
    saved(save(cast.ana, cast.draft, ADMIN, OF_SCHEME[ADMIN], "p5", confidentiality="E 2099-09-30"))
    saved(save(cast.ana, cast.draft, PENSIONERS._replace(item="B.FUNC"), "OLD", "p6"))
    saved(save(cast.cleo, cast.draft, COVERED, OF_COUNTRY[COVERED], "p7", confidentiality="C"))
    saved(save(cast.cleo, cast.draft, AID, "10", "p8"))


def talk(cast: Cast) -> tuple[int, Attachment]:
    """Attach a file, explain a finding, and ask about the figure and have it answered, each quoting it."""
    quoted = f"7 351 924,613 = {OF_SCHEME[RECEIPTS]}"
    attached = attach_file(cast.ana, cast.draft, RECEIPTS, sent(f"{OF_SCHEME[RECEIPTS]}.pdf"), f"It says {quoted}")
    for each in findings_of(inquiry(), cast.draft):
        if each.severity == "W" and cell_of(each) == RECEIPTS:
            explain_finding(cast.ana, cast.draft, each.id, f"Yes, {quoted}.", "", uuid.uuid4().hex)
    SubmissionDraft.objects.filter(pk=cast.draft.pk).update(state="UNDER_VALIDATION")
    cast.draft.refresh_from_db()
    rules = [each.rule for each in findings_of(inquiry(), cast.draft) if cell_of(each) == RECEIPTS]
    asked = [
        QueryAsked(RECEIPTS, rule, {"en": f"Why {quoted}?", "fr": f"Pourquoi {quoted} ?"}) for rule in ("", *rules)
    ]
    raised = raise_queries(cast.teo, cast.draft, asked[:1], due(), uuid.uuid4().hex)
    send_queries(cast.teo, cast.draft, uuid.uuid4().hex)
    cast.draft.refresh_from_db()
    number = raised.numbers[0]  # type: ignore[union-attr]
    write_about_query(cast.ana, cast.draft, number, f"Because {quoted}.", "en", uuid.uuid4().hex)
    return number, attached.attachment  # type: ignore[union-attr]


def state(cast: Cast) -> None:
    """Two sources state the figure, and somebody says why one of them is used."""
    secret = OF_SCHEME[RECEIPTS]
    entry = Entry.objects.create(draft=cast.draft, action="compile", channel="form", person=cast.teo)
    for title, number in (("Accounts", secret), ("Yearbook", secret.replace("7", "8", 1))):
        source = CompiledSource.objects.create(
            draft=cast.draft, entry=entry, title=title, publisher="Fund", address="https://fund.example/",
            accessed=due(), language="en", note=f"It says {secret}.",
        )  # fmt: skip
        row = SourcedValue.objects.create(
            draft=cast.draft, entry=entry, source=source, number=number, page=f"line {secret}", **RECEIPTS._asdict()
        )
    version = cast.draft.versions.filter(**RECEIPTS._asdict()).count()
    SourceChoice.objects.create(
        draft=cast.draft, entry=entry, value=row, version=version, reason=f"Not {secret}.", **RECEIPTS._asdict()
    )
    SearchRecord.objects.create(
        draft=cast.draft, entry=entry, items=["S.REC_TOTAL"], scheme="QMA01", place="Fund", day=due(),
        sought=f"Something near {secret}", result="PARTLY",
    )  # fmt: skip


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which a person has signed in."""

    def of(who: Person) -> Client:
        client = Client()
        client.force_login(who)
        return client

    return of
