"""The page of what will be published before the country is asked, and after other decisions."""

import pytest

from openssi_web.rounds.acceptance.to_publish import ToPublish
from web_confirmation.confirming import confirming, decided, shown
from web_moves.conftest import SignedIn
from web_moves.people import Everybody, do, done
from web_rounds.cast import RECEIPTS

pytestmark = pytest.mark.django_db


def test_before_it_is_asked_only_the_compiler_sees_it(validated: Everybody, signed_in: SignedIn) -> None:
    assert "has not asked the country to confirm" in shown(signed_in(validated.cleo))
    done(do(validated.vera, validated.draft, "accept"))
    assert "has not asked the country to confirm" in shown(signed_in(validated.cleo))
    assert "<b>50.0</b>" in shown(signed_in(validated.vera))


def test_the_reserve_stands_on_it(validated: Everybody, signed_in: SignedIn) -> None:
    done(do(validated.vera, validated.draft, "accept_with_reserve", reason="Two sources differ."))
    done(do(validated.vera, validated.draft, "ask_confirmation"))
    page = shown(signed_in(validated.cleo))
    assert "Accepted with reserve" in page
    assert "Two sources differ." in page
    assert "Please agree or object by" in page


def test_a_suppressed_value_is_said_to_be_missing(validated: Everybody, signed_in: SignedIn) -> None:
    decided(validated, RECEIPTS, "SUPPRESS")
    confirming(validated)
    page = shown(signed_in(validated.ana))
    assert "Not published; counts as missing." in page
    assert "Missing value; suppressed" in page


def test_without_a_figure_that_can_be_computed_it_says_so(
    validated: Everybody, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirming(validated)
    monkeypatch.setattr("openssi_web.pages.confirmation.views.to_publish", lambda _: ToPublish((), ()))
    assert "No indicator can be computed" in shown(signed_in(validated.cleo))
