"""What a table must not hold, found in one pass over it and refused or told as on the exact path."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from openssi.engine import Queries
from openssi.microdata.at_scale.persons import Persons, literal, quoted
from openssi.microdata.description import SurveyDescription
from openssi.microdata.nearest import enumerated
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import counted

_NESTED = ("struct", "list", "map", "array")
_NO_NUMBERS = (*_NESTED, "date", "time", "interval", "blob", "binary", "uuid")
_INFINITY = "CAST('Infinity' AS DOUBLE)"
Checked = tuple[str, str, str]
"""Code of a message, column, and SQL of the rows that are wrong."""


def refuse_other_designs(roles: SurveyDescription) -> None:
    """Refuse what only the exact path knows of a design.

    Raises:
        FixTheFile: if weights are calibrated or replicated, or a second stage has populations.
    """
    refused = {
        "replicate_weights": roles.replicate_weights is not None,
        "calibration": bool(roles.calibration),
        "fpc": len(roles.fpc) > 1,
    }
    for key, is_there in refused.items():
        if is_there:
            file = roles.path.name if roles.path else ""
            raise FixTheFile.because("AT_SCALE_DESIGN", Place(file=file, item=key), key=key)


def refuse_columns(persons: Persons, further: Iterable[str], place: Place) -> None:
    """Refuse roles without a column, and columns of a type that does not fit theirs.

    Raises:
        FixTheFile: naming the nearest column, or the type of one.
    """
    categories = [each for each in (persons.roles.strata, persons.psu, persons.roles.household, *further) if each]
    for column in dict.fromkeys((*_number_columns(persons), *categories)):
        if column not in persons.types:
            nearest, known = get_close_matches(column, persons.types, n=1, cutoff=0.0), enumerated(list(persons.types))
            values = {"column": column, "nearest": nearest[0] if nearest else "-", "known": known}
            raise FixTheFile.because("SURVEY_COLUMN_UNKNOWN", place, **values)
    for code, columns, unfit in (
        ("SURVEY_NOT_NUMBERS", _number_columns(persons), _NO_NUMBERS),
        ("SURVEY_NOT_CATEGORIES", categories, _NESTED),
    ):
        for column in columns:
            of = persons.types[column]
            if of.startswith(unfit) or of.endswith("]"):
                raise FixTheFile.because(code, place, column=column, type=of)


def checked_rows(queries: Queries, persons: Persons, place: Place) -> list[Problem]:
    """Return what is to be told about the rows of a table.

    Raises:
        FixTheFile: if there are none, or one of them has no weight, an infinite income or no PSU; with their number.
    """
    _refuse_text(queries, persons, place)
    refused, told = list(_refused(persons)), list(_told(persons))
    sums = ", ".join(
        f"SUM(CASE WHEN {each[2]} THEN 1 ELSE 0 END) AS n{at}" for at, each in enumerate([*refused, *told])
    )
    found = queries.rows(
        "SELECT COUNT(*) AS everything, COUNT(y) AS known, "
        f"SUM(CASE WHEN w > 0 AND y IS NOT NULL THEN 1 ELSE 0 END) AS counted, {sums} "
        f"FROM ({persons.rows()}) AS every_row"
    )[0]
    if not found["everything"]:
        raise FixTheFile.because("SURVEY_EMPTY", place)
    for at, (code, column, _) in enumerate(refused):
        if found[f"n{at}"]:
            raise FixTheFile.because(code, place, column=column, count=counted(int(found[f"n{at}"])))
    if not found["known"]:
        raise FixTheFile.because("SURVEY_WELFARE_NOWHERE", place, column=persons.roles.welfare)
    if not found["counted"]:
        raise FixTheFile.because("SURVEY_WEIGHTS_ZERO", place, column=persons.roles.weight)
    notices = [
        Problem(code, place, {"column": column, "count": counted(int(found[f"n{at}"]))})
        for at, (code, column, _) in enumerate(told, len(refused))
        if found[f"n{at}"]
    ]
    from_household = not persons.roles.psu and persons.roles.household
    return [*notices, *([Problem("SURVEY_PSU_FROM_HOUSEHOLD", place)] if from_household else [])]


def _refused(persons: Persons) -> Iterator[Checked]:
    roles = persons.roles
    if roles.rows == "households":
        yield "SURVEY_SIZE_UNFIT", roles.size, _is_unfit("members")
    yield "SURVEY_WEIGHT_MISSING", roles.weight, "w IS NULL"
    yield "SURVEY_WEIGHT_NEGATIVE", roles.weight, "w < 0"
    yield "SURVEY_WEIGHT_INFINITE", roles.weight, f"w = {_INFINITY}"
    yield "SURVEY_WELFARE_INFINITE", roles.welfare, f"ABS(y) = {_INFINITY}"
    if roles.missing == "refuse":
        yield "SURVEY_WELFARE_MISSING", roles.welfare, "y IS NULL"
    if roles.strata:
        yield "SURVEY_DESIGN_COLUMN_EMPTY", roles.strata, "stratum IS NULL"
    if persons.psu:
        yield "SURVEY_DESIGN_COLUMN_EMPTY", persons.psu, "psu IS NULL"
    if roles.fpc:
        yield "SURVEY_FPC_UNFIT", roles.fpc[0], _is_unfit("sampled")


def _is_unfit(number: str) -> str:
    return f"{number} IS NULL OR {number} <= 0 OR {number} = {_INFINITY}"


def _told(persons: Persons) -> Iterator[Checked]:
    yield "SURVEY_WEIGHT_ZERO", persons.roles.weight, "w = 0"
    yield "SURVEY_WELFARE_LEFT_OUT", persons.roles.welfare, "y IS NULL"
    yield "SURVEY_WELFARE_NEGATIVE", persons.roles.welfare, "y < 0"


def _refuse_text(queries: Queries, persons: Persons, place: Place) -> None:
    """Refuse a text in the place of a number, other than an empty one and the codes of missing numbers."""
    for column in filter(persons.is_text, _number_columns(persons)):
        text = f"NULLIF(TRIM({quoted(column)}), '')"
        codes = ", ".join(map(literal, persons.missing(column)))
        others = f" AND {text} NOT IN ({codes})" if codes else ""
        found = queries.rows(
            f"SELECT MIN({text}) AS value FROM {quoted(persons.table)} WHERE TRY_CAST({text} AS DOUBLE) IS NULL{others}"
        )[0]["value"]
        if found is not None:
            raise FixTheFile.because("SURVEY_TEXT_IN_NUMBERS", place, column=column, value=found)


def _number_columns(persons: Persons) -> tuple[str, ...]:
    roles = persons.roles
    sizes = (roles.size,) if roles.rows == "households" else ()
    return tuple(dict.fromkeys((roles.welfare, roles.weight, *sizes, *roles.fpc, *persons.further)))
