"""Reads the YAML file that names the roles of a survey's columns."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from openssi.definitions.source import Source, read_yaml
from openssi.microdata.description import (
    Period,
    PovertyLine,
    ReplicateColumns,
    SurveyDescription,
    Transfer,
    in_period,
)
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

PERIODS: tuple[Period, ...] = ("year", "month", "day")

Read = Callable[[Source, str], Any]


def read_design(path: Path) -> SurveyDescription:
    """Read a design file.

    Every key is described in docs/howto/describe-a-survey.md. Files are named relative to the folder of this one.

    Raises:
        FixTheFile: if it is not there, is not YAML, has a key that is not known (with the nearest that is), lacks
            `welfare` or `weight`, or has a value that does not fit its key; each with the line.
    """
    if not path.is_file():
        raise FixTheFile.because("FILE_MISSING", Place(file=path.name))
    source = read_yaml(path)
    _only(source, [*_KEYS, "file", "replicate_weights", "transfers", "sdg", "poverty_lines", "calibration"])
    for needed in ("welfare", "weight"):
        if source.find(needed) is None:
            raise source.fail("SURVEY_ROLE_MISSING", key=needed)
    plain = {key: read(source, key) for key, read in _KEYS.items() if source.find(key) is not None}
    period: Period = plain.get("period", "year")
    description = SurveyDescription(
        **plain,
        path=path,
        file=_beside(path, source.text("file")) if source.find("file") else None,
        transfers=_transfers(source, period),
        sdg=source.mapping("sdg"),
        replicate_weights=_replicates(source.find("replicate_weights"), path),
        poverty_lines=_lines(source.find("poverty_lines"), period),
        calibration=_calibration(source.find("calibration")),
    )
    return _consistent(description, source)


def _consistent(description: SurveyDescription, source: Source) -> SurveyDescription:
    if description.rows == "households" and not description.size:
        raise source["rows"].fail("SURVEY_SIZE_NEEDED")
    of_households = any(each.per == "household" for each in description.transfers)
    if of_households and not (description.size or description.household):
        raise source["transfers"].fail("SURVEY_SIZE_NEEDED")
    if len(description.fpc) > max(1, len(description.psu)):
        raise source["fpc"].fail("SURVEY_FPC_STAGES", fpc=len(description.fpc), psu=len(description.psu))
    ages = description.age_groups
    if list(ages) != sorted(set(ages)) or any(age <= 0 for age in ages):
        raise source["age_groups"].fail("SURVEY_AGE_GROUPS")
    return description


def _only(source: Source, known: Sequence[str]) -> None:
    """Refuse a key that is not known, and name the nearest that is."""
    for key, value in source.entries():
        if key not in known:
            nearest = get_close_matches(key, known, n=1, cutoff=0.0)[0]
            raise value.fail("SURVEY_KEY_UNKNOWN", key=key, nearest=nearest, known=", ".join(known))


def _word(source: Source, key: str) -> str:
    return source.text(key).strip()


def _words(source: Source, key: str) -> tuple[str, ...]:
    return source.texts(key)


def _one_of(*allowed: str) -> Read:
    return lambda source, key: source.one_of(key, allowed)


def _flag(source: Source, key: str) -> bool:
    return source.one_of(key, ("true", "false")) == "true"


def _number(source: Source, key: str) -> float:
    written = source.text(key)
    try:
        return float(written)
    except ValueError:
        raise source[key].fail("SURVEY_VALUE_NOT_A_NUMBER", key=key, value=written) from None


def _positive(source: Source, key: str) -> float:
    number = _number(source, key)
    if not 0 < number < float("inf"):
        raise source[key].fail("SURVEY_VALUE_NOT_POSITIVE", key=key, value=source.text(key))
    return number


def _whole(source: Source, key: str) -> int:
    number = _number(source, key)
    if number != int(number):
        raise source[key].fail("SURVEY_VALUE_NOT_A_NUMBER", key=key, value=source.text(key))
    return int(number)


def _ages(source: Source, key: str) -> tuple[int, ...]:
    written = source.texts(key)
    if not all(each.isdigit() for each in written):
        raise source[key].fail("SURVEY_AGE_GROUPS")
    return tuple(int(each) for each in written)


def _missing_codes(source: Source, key: str) -> Mapping[str, tuple[str, ...]]:
    """Read a list for all columns, or a list for each of several."""
    if not isinstance(source[key].data, dict):
        return {"": source.texts(key)}
    return {column: source[key].texts(column) for column, _ in source[key].entries()}


_KEYS: Mapping[str, Read] = {
    "welfare": _word,
    "weight": _word,
    "rows": _one_of("persons", "households"),
    "strata": _word,
    "psu": _words,
    "nest": _flag,
    "fpc": _words,
    "household": _word,
    "size": _word,
    "scale": _word,
    "person": _word,
    "sex": _word,
    "age": _word,
    "age_groups": _ages,
    "region": _word,
    "domains": _words,
    "amounts": _words,
    "single_psu": _one_of("fail", "certainty", "centred", "average"),
    "missing": _one_of("leave_out", "refuse"),
    "missing_codes": _missing_codes,
    "period": _one_of(*PERIODS),
    "currency": _word,
    "country": _word,
    "year": _whole,
    "delimiter": lambda source, key: source.text(key),
    "decimal": _one_of(".", ","),
    "encoding": _word,
}
"""Keys whose value is a word, a number or a list of words, and how each is read."""


def _beside(path: Path, name: str) -> Path:
    return path.parent / name


def _transfers(source: Source, period: Period) -> tuple[Transfer, ...]:
    found = source.find("transfers")
    return tuple(_transfer(each, period) for each in found.items()) if found else ()


_TRANSFER_KEYS = (
    "column", "name", "code", "per", "period", "times", "class", "contingencies", "contributory", "in_welfare",
)  # fmt: skip


def _transfer(source: Source, period: Period) -> Transfer:
    _only(source, _TRANSFER_KEYS)
    if source.find("column") is None:
        raise source.fail("SURVEY_ROLE_MISSING", key="column")
    return Transfer(
        column=source.text("column"),
        name=source.text("name", source.text("column")),
        code=source.text("code", ""),
        per=source.one_of("per", ("person", "household")) if source.find("per") else "person",
        period=source.one_of("period", PERIODS) if source.find("period") else period,
        often=_positive(source, "times") if source.find("times") else None,
        programme_class=source.text("class", ""),
        contingencies=source.texts("contingencies"),
        contributory=_flag(source, "contributory") if source.find("contributory") else None,
        in_welfare=_flag(source, "in_welfare") if source.find("in_welfare") else True,
    )


def _replicates(source: Source | None, path: Path) -> ReplicateColumns | None:
    if source is None:
        return None
    _only(source, ["columns", "file", "id", "kind", "scale", "rscales", "mse", "rho"])
    for needed in ("columns", "kind"):
        if source.find(needed) is None:
            raise source.fail("SURVEY_ROLE_MISSING", key=needed)
    file, rscales = source.find("file"), source.find("rscales")
    if file is not None and source.find("id") is None:
        raise file.fail("SURVEY_REPLICATES_WITHOUT_ID")
    rho = _number(source, "rho") if source.find("rho") else 0.5
    if not 0 <= rho < 1:
        raise source["rho"].fail("SURVEY_FAY_RHO", rho=f"{rho:g}")
    return ReplicateColumns(
        columns=source.texts("columns"),
        file=_beside(path, source.text("file")) if file else None,
        id=source.text("id", ""),
        kind=source.one_of("kind", ("bootstrap", "JK1", "JKn", "BRR", "Fay")),
        scale=_positive(source, "scale") if source.find("scale") else None,
        rscales=_numbers(source, "rscales") if rscales else (),
        mse=_flag(source, "mse") if source.find("mse") else False,
        rho=rho,
    )


def _numbers(source: Source, key: str) -> tuple[float, ...]:
    try:
        return tuple(float(each) for each in source.texts(key))
    except ValueError:
        raise source[key].fail("SURVEY_VALUE_NOT_A_NUMBER", key=key, value=", ".join(source.texts(key))) from None


def _lines(source: Source | None, period: Period) -> dict[str, PovertyLine]:
    if source is None:
        return {}
    return {name: _line(source, name, each, period) for name, each in source.entries()}


def _line(parent: Source, name: str, source: Source, period: Period) -> PovertyLine:
    """Read an amount, an amount with its period, or an international line."""
    if not isinstance(source.data, dict):
        return PovertyLine(name=name, amount=_positive(parent, name))
    _only(source, ["amount", "period", "dollars_a_day", "vintage", "ppp", "cpi"])
    if source.find("dollars_a_day") is None:
        if source.find("amount") is None:
            raise source.fail("SURVEY_ROLE_MISSING", key="amount")
        of: Period = source.one_of("period", PERIODS) if source.find("period") else period
        return PovertyLine(name=name, amount=in_period(_positive(source, "amount"), of, period))
    for needed in ("vintage", "ppp"):
        if source.find(needed) is None:
            raise source.fail("SURVEY_ROLE_MISSING", key=needed)
    dollars, ppp = _positive(source, "dollars_a_day"), _positive(source, "ppp")
    cpi = _positive(source, "cpi") if source.find("cpi") else 1.0
    return PovertyLine(
        name=name,
        amount=in_period(dollars * ppp * cpi, "day", period),
        dollars_a_day=dollars,
        vintage=_whole(source, "vintage"),
        ppp=ppp,
        cpi=cpi,
    )


def _calibration(source: Source | None) -> dict[str, float | Mapping[str, float]]:
    if source is None:
        return {}
    found: dict[str, float | Mapping[str, float]] = {}
    for column, total in source.entries():
        if isinstance(total.data, dict):
            found[column] = {label: _positive(total, label) for label, _ in total.entries()}
        else:
            found[column] = _number(source, column)
    return found
