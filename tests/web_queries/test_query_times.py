"""How many queries went to a country, and how soon it answered."""

import datetime as dt

import pytest
from django.utils import timezone

from openssi.vocabulary.quality import QueriesAsked
from openssi_web.rounds.queries.times import queries_asked
from web_queries.asking import DOUBTED, raised, sent, write
from web_rounds.cast import AID, RECEIPTS, Cast, save, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    return Clock(monkeypatch)


class Clock:
    """Lets days pass for what is entered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch, self._now = monkeypatch, timezone.now()

    def days(self, number: int) -> None:
        moment = self._now + dt.timedelta(days=number)
        self._patch.setattr(timezone, "now", lambda: moment)


def test_a_submission_without_queries_had_none(cast: Cast) -> None:
    assert queries_asked(cast.draft) == QueriesAsked(0)


def test_what_was_raised_and_not_sent_does_not_count(cast: Cast) -> None:
    raised(cast)
    assert queries_asked(cast.draft) == QueriesAsked(0)


def test_the_median_is_of_the_first_answers_and_unanswered_ones_count_among_those_sent(
    cast: Cast, later: Clock
) -> None:
    first, second, _ = sent(cast, DOUBTED, RECEIPTS, AID)
    write(cast.teo, cast, first, "Please look at it.")
    assert queries_asked(cast.draft) == QueriesAsked(3)
    later.days(2)
    write(cast.ana, cast, second, "We ask the fund.")
    later.days(6)
    saved(save(cast.ana, cast.draft, DOUBTED, "1050", "key", 1))
    assert queries_asked(cast.draft) == QueriesAsked(3, 4.0)
