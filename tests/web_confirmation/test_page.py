"""The page of what will be published: who sees what of it, and how the country answers there."""

from html import unescape

import pytest
from django.test import Client

from openssi.run.computation import Computation
from openssi.store import Workspace
from openssi_web.rounds.acceptance.dissents import DissentAsked
from openssi_web.rounds.acceptance.models import Dissent
from openssi_web.rounds.moves.moving import last_transition
from openssi_web.rounds.workspace import definitions
from web_confirmation.confirming import AID_CELL, HERE, OLD_AGE, WHY, aid_imputed, confirming, objecting, shown
from web_moves.conftest import SignedIn
from web_moves.people import Everybody, do, done

pytestmark = pytest.mark.django_db
STEPS = (aid_imputed, confirming)


@pytest.fixture
def asked(validated: Everybody) -> Everybody:
    """The country is asked to confirm; its aid was imputed, the receipts of the fund were suppressed."""
    return validated


def posted(people: Everybody, client: Client, **fields: object) -> tuple[int, str]:
    sent = {"key": "from-the-page", "seen": last_transition(people.draft), "reason": WHY, **fields}
    answer = client.post(HERE, sent)
    return answer.status_code, unescape(answer.content.decode())


@pytest.mark.parametrize("who", ["cleo", "noa", "teo", "vera"])
def test_who_sees_the_country_sees_its_figures(asked: Everybody, signed_in: SignedIn, who: str) -> None:
    page = shown(signed_in(getattr(asked, who)))
    assert "Indicators, as readers will see them" in page
    for each in ("<b>50.0</b>", "1,000", "2,000", "Imputed by the compiler.", "The fund's report says so."):
        assert each in page


def test_a_respondent_sees_the_cells_of_the_own_schemes_only(asked: Everybody, signed_in: SignedIn) -> None:
    page = shown(signed_in(asked.ana))
    assert "You see the cells of your own schemes" in page
    assert "Indicators, as readers will see them" not in page
    assert "Imputed by the compiler." not in page


def test_to_another_country_and_to_the_administrator_there_is_no_page(asked: Everybody, signed_in: SignedIn) -> None:
    shown(signed_in(asked.bo), status=404)
    asked.noa.memberships.update(role="ADMINISTRATOR", ref_area="")
    shown(signed_in(asked.noa), status=404)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_it_speaks_the_language(asked: Everybody, signed_in: SignedIn, language: str) -> None:
    heads = {
        "en": "What will be published: Amara 2024",
        "fr": "Ce qui sera publié\u00a0: Amara 2024",
        "es": "Lo que se publicará: Amara 2024",
    }
    assert heads[language] in shown(signed_in(asked.cleo), HERE.replace("/en/", f"/{language}/"))


def test_the_country_agrees_on_the_page(asked: Everybody, signed_in: SignedIn) -> None:
    status, _ = posted(asked, signed_in(asked.cleo), do="agree")
    assert (status, asked.state) == (303, "PUBLISHED")


def test_the_country_ticks_figures_and_objects(asked: Everybody, signed_in: SignedIn) -> None:
    client = signed_in(asked.cleo)
    page = shown(client, f"{HERE}?object={OLD_AGE}&object={AID_CELL}")
    assert "Will be published: 50.0%" in page
    fields = {"figure": [OLD_AGE, AID_CELL], "value": ["60", "10 500 000"], "explanation": ["", "It was counted."]}
    status, _ = posted(asked, client, do="object", **fields)
    assert (status, asked.state) == (303, "SIDE_BY_SIDE")
    assert list(Dissent.objects.order_by("pk").values_list("value", "explanation", "language")) == [
        ("60", WHY, "en"),
        ("10500000", "It was counted.", "en"),
    ]


def test_what_is_refused_is_said_there_and_what_was_typed_stays(asked: Everybody, signed_in: SignedIn) -> None:
    client = signed_in(asked.cleo)
    status, page = posted(asked, client, do="object", figure=[OLD_AGE], value=["sixty"], explanation=["Because."])
    assert (status, asked.state) == (422, "COUNTRY_CONFIRMATION")
    assert "where the country’s own value is asked for" in page
    assert 'value="sixty"' in page
    assert ">Because.</textarea>" in page
    status, page = posted(asked, client, do="object")
    assert status == 422
    assert "An objection names the figures" in page


@pytest.mark.parametrize("who", ["ana", "noa", "teo", "vera"])
def test_others_are_offered_nothing_and_do_nothing(asked: Everybody, signed_in: SignedIn, who: str) -> None:
    client = signed_in(getattr(asked, who))
    assert 'method="post" action="/en/round/QMA/2024/confirmation"' not in shown(client, f"{HERE}?object={OLD_AGE}")
    assert posted(asked, client, do="agree")[0] == 422
    assert posted(asked, signed_in(asked.bo), do="agree")[0] == 404
    assert asked.state == "COUNTRY_CONFIRMATION"


def test_what_is_done_elsewhere_is_not_done_here(asked: Everybody, signed_in: SignedIn) -> None:
    assert posted(asked, signed_in(asked.cleo), do="bring_evidence", code="LATE")[0] == 422
    assert asked.state == "COUNTRY_CONFIRMATION"


def test_the_release_manager_answers_each_and_both_are_shown(asked: Everybody, signed_in: SignedIn) -> None:
    done(objecting(asked, DissentAsked(OLD_AGE, "60"), DissentAsked(AID_CELL, "10500000", "It was counted.")))
    client = signed_in(asked.vera)
    assert "Values side by side" in shown(client)
    first = Dissent.objects.get(figure=OLD_AGE).pk
    answers = {f"answer-{first}": "The register is of May.", "answer-x": "?", "reason": "Not reproduced."}
    status, _ = posted(asked, client, do="publish_side_by_side", **answers)
    assert (status, asked.state) == (303, "PUBLISHED")
    page = shown(signed_in(asked.cleo))
    for each in ("60%", WHY, "The register is of May.", "It was counted.", "Not reproduced."):
        assert each in page


def test_the_panel_of_the_workspace_leads_to_the_page(asked: Everybody, signed_in: SignedIn) -> None:
    page = shown(signed_in(asked.cleo), "/en/round/QMA/2024/")
    assert HERE in page
    assert '<button class="main" name="do" value="object">' not in page
    assert '<button class="main" name="do" value="agree">' in page


def test_it_is_computed_once(asked: Everybody, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    from openssi_web.rounds.acceptance import to_publish

    client, made = signed_in(asked.cleo), []
    original = to_publish.preview
    monkeypatch.setattr(to_publish, "preview", lambda *given: made.append(given) or original(*given))
    for _ in range(3):
        shown(client)
    assert len(made) == 1


def test_readers_see_both_values_where_the_figure_is(world: Workspace, asked: Everybody, client: Client) -> None:
    done(objecting(asked, DissentAsked(OLD_AGE, "60")))
    Computation(world, definitions()).release()
    assert "Values side by side" not in shown(client, "/en/countries/QMA")
    done(do(asked.vera, asked.draft, "publish_side_by_side", reason="Not reproduced."))
    Computation(world, definitions()).release()
    for address in (
        "/en/countries/QMA",
        "/en/indicators/SDG_1_3_1_OLD_AGE?year=2024&view=table",
        "/en/indicators/SDG_1_3_1_OLD_AGE/walk?year=2024&sex=_T&area=QMA",
    ):
        page = shown(client, address)
        for each in ("60%", WHY, "Not reproduced."):
            assert each in page, address
    latest = world.releases.latest_id()
    table = shown(client, f"/v1/releases/{latest}/indicators/SDG_1_3_1_OLD_AGE.csv?year=2024")
    assert "country_value" in table
    assert ",60.0," in table
