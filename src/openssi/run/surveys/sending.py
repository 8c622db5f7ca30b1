"""An estimate of a survey becomes an answer of the inquiry, with its status, its method and its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

from openssi.microdata.description import SurveyDescription
from openssi.microdata.estimation import DEFAULT_CONVENTIONS
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.read_survey import Survey
from openssi.run.inquiry import Inquiry
from openssi.run.surveys.figures import SurveyQuestion, answer_of
from openssi.run.surveys.left_out import left_out_of
from openssi.run.surveys.names import names_in_words
from openssi.run.surveys.output import Leaving
from openssi.store import Workspace
from openssi.store.observations import observation_from_row, observations_table
from openssi.store.workspace import now
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import Estimate, Unit
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import Observation, Place

ESTIMATES = "estimates"
"""Table of the context folder that holds what surveys sent; loading context data anew leaves it there."""

CONTEXT = "X."
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years that a survey may be of."""
_DIGITS = 6
_UNITS: dict[str, tuple[tuple[Unit, ...], int]] = {
    "%": (("fraction",), 100),
    "0-100": (("index",), 100),
    "persons": (("persons", "total"), 1),
}
"""Units of items: the units of estimates that fit them, and what they are multiplied by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What is sent.

    Attributes:
        item: Id of the item that it answers, of the table of context.
        area: Country of the workspace.
        year: Reference year.
        estimate: The estimate of everybody.
        method: How it was made, in words.
        source: The survey.
    """

    item: str
    area: str
    year: int
    estimate: Estimate
    method: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendQuestion:
    """What is to be sent.

    Attributes:
        measure: By name.
        item: Id of the item that it answers, of the table of context.
        area: Country; empty for that of the design.
        year: None for that of the design.
        conventions: Those in force.
    """

    measure: str = "gini"
    item: str = "X.GINI"
    area: str = ""
    year: int | None = None
    conventions: Conventions = DEFAULT_CONVENTIONS


def where_and_when(question: SendQuestion, description: SurveyDescription) -> tuple[str, int]:
    """Return country and year of what is sent.

    Raises:
        FixTheFile: if neither the question nor the design names them, or the year can be none.
    """
    area, year = question.area or description.country, description.year if question.year is None else question.year
    if not area or year is None:
        raise FixTheFile.because(
            "SURVEY_WITHOUT_COUNTRY", Place(file=description.path.name if description.path else "")
        )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FixTheFile.because("SURVEY_YEAR_UNFIT", Place(item="--year"), year=year, first=FIRST_YEAR, last=LAST_YEAR)
    return area.upper(), year


def sent_of(survey: Survey, question: SendQuestion, leaving: Leaving) -> Sent:
    """Return one estimate of everybody with its method and its source, as it may leave.

    Raises:
        FixTheFile: if the measure is not known, or there is no country or year.
    """
    area, year = where_and_when(question, survey.description)
    asked = SurveyQuestion(measures=(question.measure,), conventions=question.conventions)
    made = answer_of(survey, asked).estimates
    estimate = leaving.protected(made)[0]
    name = next(iter(names_in_words([question.measure], survey, question.conventions, "en").values()))
    conventions = f"poor: {question.conventions.poor}; Gini: {question.conventions.gini}"
    left_out = left_out_of(made[0], leaving.rule)
    if left_out is not None:
        conventions += f"; rows left out: {left_out.values['count']} of {left_out.values['rows']}"
    return Sent(
        item=question.item,
        area=area,
        year=year,
        estimate=estimate,
        method=f"{name}; {estimate.method}; {conventions}",
        source=f"OpenSSI survey: {survey.path.name}",
    )


def send(inquiry: Inquiry, sent: Sent) -> Observation:
    """Put an estimate among the context data of a workspace; a former one of the same item, country and year goes.

    Raises:
        FixTheFile: if the item is none of context, its unit does not fit, or there is no such country or no estimate.
    """
    inquiry.area_name(sent.area, "en")
    observation = _observation(_item(inquiry, sent.item), sent)
    workspace = inquiry.workspace
    kept = [each for each in estimates_of(workspace) if _key(each) != _key(observation)]
    before = workspace.context.table("observations") if workspace.context.exists else observations_table(())
    write_context(workspace, before, [*kept, observation], workspace.context.record().get("sources", []))
    return observation


def estimates_of(workspace: Workspace) -> list[Observation]:
    """Return the estimates that surveys sent to a workspace."""
    folder = workspace.context
    if not folder.exists or not folder.path(f"{ESTIMATES}.parquet").exists():
        return []
    return [observation_from_row(row) for row in folder.table(ESTIMATES).to_pylist()]


def write_context(
    workspace: Workspace, context: pa.Table, estimates: Iterable[Observation], sources: Iterable[object]
) -> None:
    """Write context data with the estimates of surveys in the place of other values of the same item and key."""
    sent = observations_table(estimates)
    replaced = set(zip(*(sent[name].to_pylist() for name in _KEY), strict=True)) if sent.num_rows else set()
    keys = zip(*(context[name].to_pylist() for name in _KEY), strict=True)
    others = context.filter(pa.array([key not in replaced for key in keys], pa.bool_()))
    tables = {"observations": pa.concat_tables([others, sent]), ESTIMATES: sent}
    workspace.context.write(tables, {"sources": list(sources), "written": now()})


_KEY = ("ref_area", "item", "time_period", "sex", "age", "func", "breakdown")


def _key(observation: Observation) -> tuple[object, ...]:
    return tuple(getattr(observation, name) for name in _KEY)


def _item(inquiry: Inquiry, item: str) -> Item:
    items = inquiry.definitions.questionnaire.items
    if item not in items or not item.startswith(CONTEXT):
        fitting = (name for name, each in items.items() if name.startswith(CONTEXT) and each.unit in _UNITS)
        place = Place(item="--item")
        raise FixTheFile.because("SURVEY_ITEM_UNKNOWN", place, item=item, known=", ".join(fitting))
    return items[item]


def _observation(item: Item, sent: Sent) -> Observation:
    estimate = sent.estimate
    units, times = _UNITS.get(item.unit, (("level",), 1))
    if estimate.unit not in units:
        raise FixTheFile.because(
            "SURVEY_ITEM_UNIT", Place(item=item.id), item=item.id, item_unit=item.unit, unit=estimate.unit
        )
    if estimate.estimate is None:
        raise FixTheFile.because("SURVEY_NOTHING_TO_SEND", Place(item=item.id), measure=estimate.measure)
    return Observation(
        ref_area=sent.area,
        item=item.id,
        time_period=sent.year,
        value=_decimal(times * estimate.estimate),
        unit=item.unit,
        obs_status="E",
        source=sent.source,
        note=_interval(estimate, times),
        method=sent.method,
        channel="context",
        place=Place(item=item.id),
    )


def _interval(estimate: Estimate, times: int) -> str:
    if estimate.se is None or estimate.lower is None or estimate.upper is None:
        return f"n = {estimate.n}"
    se, lower, upper = (_decimal(times * each) for each in (estimate.se, estimate.lower, estimate.upper))
    return f"SE {se}; 95 %: {lower} – {upper}; n = {estimate.n}"


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.{_DIGITS}g}")
