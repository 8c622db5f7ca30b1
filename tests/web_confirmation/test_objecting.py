"""An objection names figures with the country's own values; the wrong ones, and the wrong people, change nothing."""

import datetime as dt

import pytest
from django.http import Http404

from openssi.store import Workspace
from openssi_web.append_only import AppendOnly
from openssi_web.rounds.acceptance.dissents import DissentAsked
from openssi_web.rounds.acceptance.models import Dissent
from openssi_web.rounds.moves import conditions
from openssi_web.rounds.moves.moving import Moved
from web_confirmation.confirming import AID_CELL, OLD_AGE, RECEIPTS_CELL, WHY, aid_imputed, confirming, objecting
from web_moves.people import Everybody, codes, do, done

pytestmark = pytest.mark.django_db
STEPS = (aid_imputed, confirming)
HIGHER = DissentAsked(OLD_AGE, "60.5")


@pytest.fixture
def asked(validated: Everybody) -> Everybody:
    """The country is asked to confirm; receipts of the aid were imputed."""
    return validated


def unchanged(people: Everybody) -> bool:
    return people.state == "COUNTRY_CONFIRMATION" and not Dissent.objects.exists()


def test_an_objection_is_recorded_with_its_figures(asked: Everybody) -> None:
    done(objecting(asked, HIGHER, DissentAsked(AID_CELL, "10.5", "It was counted."), language="fr"))
    first, second = asked.draft.dissents.order_by("pk")
    assert (first.kind, first.figure, first.value, first.unit) == ("indicator", OLD_AGE, "60.5", "PT")
    assert (first.explanation, first.language, first.entry.person) == (WHY, "fr", asked.cleo)
    assert (second.kind, second.value, second.explanation) == ("cell", "10.5", "It was counted.")
    assert asked.draft.transitions.latest("pk").reason == WHY


@pytest.mark.parametrize(
    ("dissents", "expected"),
    [
        ((), ["DISSENT_NONE"]),
        ((HIGHER,) * 101, ["DISSENT_NONE"]),
        ((DissentAsked("SDG_1_3_1_OLD_AGE.QMB.2024._T._T", "60"),), ["DISSENT_FIGURE_UNKNOWN"]),
        ((DissentAsked(RECEIPTS_CELL, "60"),), ["DISSENT_FIGURE_UNKNOWN"]),
        ((HIGHER, HIGHER), ["DISSENT_FIGURE_UNKNOWN"]),
        ((DissentAsked(OLD_AGE, "sixty"),), ["DISSENT_VALUE"]),
        ((DissentAsked(OLD_AGE, ""),), ["DISSENT_VALUE"]),
        ((DissentAsked(OLD_AGE, "1" * 61),), ["DISSENT_VALUE"]),
        ((DissentAsked(AID_CELL, "1" + "0" * 18),), ["DISSENT_VALUE"]),
        ((DissentAsked(OLD_AGE, "160"),), ["DISSENT_OUT_OF_RANGE"]),
        ((DissentAsked(OLD_AGE, "-1"),), ["DISSENT_OUT_OF_RANGE"]),
        ((DissentAsked(OLD_AGE, "50"),), ["DISSENT_SAME"]),
        ((DissentAsked(AID_CELL, "12 000 000"),), ["DISSENT_SAME"]),
        ((DissentAsked(AID_CELL, "1,234"),), ["ROUND_NUMBER_AMBIGUOUS"]),
        ((DissentAsked(OLD_AGE, "60.12345678901"),), ["ROUND_TOO_MANY_DECIMALS"]),
        ((DissentAsked(OLD_AGE, "60", "x" * 5001),), ["ROUND_TEXT_TOO_LONG"]),
        ((HIGHER, DissentAsked(AID_CELL, "much")), ["DISSENT_VALUE"]),
    ],
)
def test_what_cannot_be_an_objection_is_refused_with_a_sentence_and_changes_nothing(
    asked: Everybody, dissents: tuple[DissentAsked, ...], expected: list[str]
) -> None:
    before = asked.draft.entries.count()
    assert codes(objecting(asked, *dissents)) == expected
    assert unchanged(asked)
    assert asked.draft.entries.count() == before


def test_an_objection_without_a_word_is_refused(asked: Everybody) -> None:
    assert codes(objecting(asked, HIGHER, reason=" ")) == ["MOVE_REASON", "DISSENT_EXPLANATION"]
    assert unchanged(asked)


@pytest.mark.parametrize("who", ["ana", "noa", "teo", "vera"])
def test_only_the_coordinator_of_the_country_objects(asked: Everybody, who: str) -> None:
    answer = do(getattr(asked, who), asked.draft, "object", reason=WHY, dissents=(HIGHER,))
    assert codes(answer) == ["ROUND_ACTION_OF_OTHERS"]
    assert unchanged(asked)


def test_to_another_country_there_is_nothing_to_object_to(asked: Everybody) -> None:
    with pytest.raises(Http404):
        do(asked.bo, asked.draft, "object", reason=WHY, dissents=(HIGHER,))
    assert unchanged(asked)


def test_after_the_last_day_it_is_too_late(asked: Everybody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "confirmation_ends", lambda _: dt.date(2025, 1, 1))
    assert codes(objecting(asked, HIGHER)) == ["MOVE_PERIOD_OVER"]


def test_the_same_objection_sent_twice_is_one(asked: Everybody) -> None:
    for _ in range(2):
        done(objecting(asked, HIGHER, key="once"))
    assert Dissent.objects.count() == 1
    assert codes(objecting(asked, DissentAsked(OLD_AGE, "61"), key="once")) == ["ROUND_KEY_REUSED"]


def test_an_objection_that_was_seen_before_something_happened_is_refused(asked: Everybody) -> None:
    assert codes(objecting(asked, HIGHER, seen=1)) == ["MOVE_SEEN_BEFORE"]
    assert unchanged(asked)


def test_what_is_recorded_is_not_changed(asked: Everybody) -> None:
    done(objecting(asked, HIGHER))
    row = Dissent.objects.get()
    row.value = "1"
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()


def test_only_the_release_manager_answers_and_publishes(asked: Everybody, world: Workspace) -> None:
    done(objecting(asked, HIGHER))
    for who in (asked.cleo, asked.teo, asked.ana, asked.noa):
        assert codes(do(who, asked.draft, "publish_side_by_side", reason="So.")) == ["ROUND_ACTION_OF_OTHERS"]
    assert codes(do(asked.vera, asked.draft, "publish_side_by_side")) == ["MOVE_REASON"]
    unknown = do(asked.vera, asked.draft, "publish_side_by_side", reason="So.", answers={0: "No."})
    assert codes(unknown) == ["DISSENT_FIGURE_UNKNOWN"]
    number = Dissent.objects.get().pk
    long = do(asked.vera, asked.draft, "publish_side_by_side", reason="So.", answers={number: "x" * 5001})
    assert codes(long) == ["ROUND_TEXT_TOO_LONG"]
    assert asked.state == "SIDE_BY_SIDE"
    assert world.submissions.confirmations.of("QMA-2024", 1).is_awaited
    assert isinstance(do(asked.vera, asked.draft, "publish_side_by_side", reason="So."), Moved)


def test_figures_of_an_earlier_objection_are_not_published_again(asked: Everybody, world: Workspace) -> None:
    done(objecting(asked, HIGHER))
    done(do(asked.vera, asked.draft, "publish_side_by_side", reason="Not reproduced."))
    done(do(asked.vera, asked.draft, "open_revision", reason="Late accounts.", code="LATE"))
    done(do(asked.cleo, asked.draft, "begin_revision"))
    for who, action in ((asked.ana, "ready"), (asked.cleo, "ready"), (asked.pia, "sign"), (asked.cleo, "submit")):
        done(do(who, asked.draft, action))
    done(do(asked.teo, asked.draft, "start_validation"))
    confirming(asked)
    done(do(asked.cleo, asked.draft, "agree"))
    assert world.submissions.confirmations.of("QMA-2024", 2).dissents == ()
