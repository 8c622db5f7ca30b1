"""The sentence of the page on the Conventions: how many countries have ratified, and which parts they accepted."""

from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.law.answer_table import AnswerTable, Counted
from openssi.present.dashboards.law.indicator_answers import part_answers
from openssi.present.dashboards.law.ratifications import EVERY_CONVENTION, convention_name, ratifications
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredPage

FIRST = "C102"


def standards_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:  # noqa: ARG001 - as all
    """Return how many of the countries with an answer have ratified the chosen Convention, else No. 102."""
    code = FIRST if state.choice in {"", EVERY_CONVENTION} else state.choice
    counted = _of(ratifications(data, state), code)
    convention = convention_name(data, code)
    if counted is None or not counted.answered:
        said, instead = ("nothing", "instead_world") if state.is_world else ("other_place", "instead")
        headline = data.say(f"dashboards_legal.standards.{said}", convention=convention, place=place_name(data, state))
        return Sentence(headline, data.say(f"dashboards_legal.standards.{instead}", release=data.release.id))
    headline = _headline(data, convention, counted)
    if not state.is_world:
        told = f"{headline[:1].lower()}{headline[1:]}"
        headline = data.say("dashboards_legal.of_place", place=place_name(data, state), sentence=told)
    return Sentence(headline, _lead(data, state, code))


def _headline(data: ReleaseData, convention: str, counted: Counted) -> str:
    said = "all" if not counted.no else "no_one" if not counted.yes else "some"
    count = counted.yes if said == "some" else counted.answered
    return data.say(f"dashboards_legal.standards.{said}", convention=convention, count=count, of=counted.answered)


def _lead(data: ReleaseData, state: PageState, code: str) -> str:
    """Return which part of Convention No. 102 is accepted most often, or that the parts are so alike."""
    if code != FIRST:
        return ""
    counted = [each for each in part_answers(data, state).counted() if each.answered]
    if not counted:
        return ""
    accepted = [each for each in counted if each.yes]
    if not accepted:
        return data.say("dashboards_legal.standards.no_part")
    highest = max(each.yes for each in counted)
    parts = ", ".join(each.column.code for each in counted if each.yes == highest)
    never = ", ".join(each.column.code for each in counted if not each.yes)
    told = data.say("dashboards_legal.standards.parts", parts=parts, count=highest)
    return f"{told} {data.say('dashboards_legal.standards.never', parts=never)}" if never else told


def _of(answers: AnswerTable, code: str) -> Counted | None:
    return next((each for each in answers.counted() if each.column.code == code), None)
