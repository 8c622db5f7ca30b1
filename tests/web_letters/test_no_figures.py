"""No letter carries a figure nor what somebody wrote: whatever is answered, found, asked or given as a reason."""

import ast
import datetime as dt
import re
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.store import Workspace
from openssi.vocabulary.letters import SLOTS
from openssi.vocabulary.text import LANGUAGES
from openssi_web.accounts.models import Person
from openssi_web.rounds.acceptance.dissents import DissentAsked
from openssi_web.rounds.actions import fire_timers, raise_queries, send_queries
from openssi_web.rounds.clock.calendars import days_of
from openssi_web.rounds.letters import text as letter_text
from openssi_web.rounds.letters.models import Letter
from openssi_web.rounds.letters.text import filled, written
from openssi_web.rounds.queries.checks import QueryAsked
from web_confirmation.confirming import COVERED, OLD_AGE, with_population
from web_letters.test_written import officer
from web_moves.people import Everybody, do, done
from web_queries.asking import due
from web_rounds.cast import AID, PENSIONERS, RECEIPTS, save, saved

KNOWS = {
    "openssi.present.numbers", "openssi.vocabulary.letters", "openssi.vocabulary.text", "openssi_web.accounts.links",
    "openssi_web.rounds.clock.calendars", "openssi_web.rounds.letters.models",
    "openssi_web.rounds.workspace",
}  # fmt: skip
MARKS = ("90817263", "70615243", "5544332211", "zebra", "okapi", "quagga", "heron")
SITE = re.compile(r"https?://\S+")


def test_what_makes_the_text_knows_nothing_that_was_answered() -> None:
    tree = ast.parse(Path(letter_text.__file__).read_text(encoding="utf-8"))
    imported = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    assert {each for each in imported if each.startswith("openssi")} == KNOWS
    text = Path(letter_text.__file__).read_text(encoding="utf-8")
    for reads in (
        ".answers",
        ".versions",
        ".current",
        ".queries",
        ".explanations",
        ".transitions",
        ".entry",
        ".detail",
    ):
        assert reads not in text


@given(
    st.fixed_dictionaries({each: st.text(max_size=30) for each in SLOTS}),
    st.sampled_from(sorted(load().letters)),
    st.sampled_from(LANGUAGES),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_letter_is_its_template_with_the_slots_and_nothing_more(
    slots: dict[str, str], kind: str, language: str
) -> None:
    letter = load().letters[kind]
    found = filled(letter, language, slots)  # type: ignore[arg-type]
    said = {name: " ".join(value.split()) for name, value in slots.items()}
    template = letter.body.in_language(language)  # type: ignore[arg-type]
    paragraphs = [each.strip().format_map(said) for each in template.split("\n\n")]
    assert set(found.text.rstrip("\n").split("\n\n")) <= {*paragraphs, ""}
    assert "\n" not in found.subject
    empty = letter.body.in_language(language)  # type: ignore[arg-type]
    assert not re.search(r"\d", re.sub(r"\{\w+\}", "", empty))


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_round_of_letters_says_nothing_of_what_was_said(
    world: Workspace, people: Everybody, language: str
) -> None:
    officer()
    with_population(world)
    Person.objects.update(language=language)
    play(people)
    letters = list(Letter.objects.select_related("person", "round"))
    assert {each.kind for each in letters} >= {
        "reminder_1", "to_sign", "returned", "to_review", "submitted", "queries", "confirmation", "objection",
    }  # fmt: skip
    for each in letters:
        text = written(each, load().letters[each.kind], dt.date(2025, 2, 1))
        whole = f"{text.subject}\n{text.text}"
        assert not [mark for mark in MARKS if mark in whole]
        assert "QMA01" not in whole
        assert text.text.count("{") == 0
        numbers = set(re.findall(r"\d+", SITE.sub("", whole)))
        allowed = {"2024", *re.findall(r"\d+", text_of_days(each, language))}
        assert numbers <= allowed, whole


def text_of_days(letter: Letter, language: str) -> str:
    from openssi.present.numbers import format_day

    left = (letter.due - dt.date(2025, 2, 1)).days if letter.due else 0
    return f"{format_day(letter.due, language)} {left}" if letter.due else ""  # type: ignore[arg-type]


def play(people: Everybody) -> None:
    saved(save(people.ana, people.draft, RECEIPTS, MARKS[0], "a-1", note="zebra"))
    saved(save(people.ana, people.draft, PENSIONERS, MARKS[1], "a-2"))
    saved(save(people.cleo, people.draft, AID, MARKS[2], "a-3"))
    saved(save(people.cleo, people.draft, COVERED, "1000", "a-4"))
    fire_timers(people.draft, days_of(people.draft.round)["reminder_1"])
    for who in (people.ana, people.cleo):
        done(do(who, people.draft, "ready"))
    done(do(people.pia, people.draft, "return_to_respondents", reason=f"okapi {MARKS[0]}"))
    done(do(people.ana, people.draft, "ready"))
    done(do(people.pia, people.draft, "sign"))
    done(do(people.cleo, people.draft, "submit"))
    done(do(people.teo, people.draft, "start_validation"))
    asked = QueryAsked(RECEIPTS, "", {"en": f"quagga {MARKS[0]}?"})
    raise_queries(people.teo, people.draft, [asked], due(), uuid4().hex)
    send_queries(people.teo, people.draft, uuid4().hex)
    done(do(people.cleo, people.draft, "resubmit"))
    done(do(people.teo, people.draft, "resume_validation"))
    end_queries(people)
    done(do(people.vera, people.draft, "accept_with_reserve", reason="heron"))
    done(do(people.vera, people.draft, "ask_confirmation"))
    dissent = DissentAsked(OLD_AGE, "61.7", f"heron {MARKS[2]}")
    done(do(people.cleo, people.draft, "object", reason=f"heron {MARKS[1]}", dissents=(dissent,)))


def end_queries(people: Everybody) -> None:
    from openssi_web.rounds.actions import decide_query
    from openssi_web.rounds.queries.checks import Ending
    from openssi_web.rounds.queries.querying import Queried
    from openssi_web.rounds.queries.standing import queries_now

    for each in queries_now(people.draft):
        ending = Ending("ACCEPT", "heron", each.version, "CONFIRMED")
        outcome = decide_query(people.teo, people.draft, each.query.pk, ending, uuid4().hex)
        assert isinstance(outcome, Queried), outcome
