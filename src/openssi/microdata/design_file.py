"""Reads the YAML file that names the roles of a survey's columns."""

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import yaml

from openssi.definitions.source import Source, read_yaml
from openssi.definitions.yaml_problems import place_of_byte
from openssi.microdata.calibration_rule import LINEAR, METHODS, CalibrationRule
from openssi.microdata.data_file import refuse_no_file
from openssi.microdata.description import (
    PERIODS,
    DeclaredDisclosure,
    Period,
    PovertyLine,
    ReplicateColumns,
    SurveyDescription,
    in_period,
)
from openssi.microdata.design_benefits import read_answers, read_transfers
from openssi.microdata.design_labels import read_labels
from openssi.microdata.design_values import (
    Read,
    ages,
    flag,
    missing_codes,
    needed,
    number,
    numbers,
    one_of,
    only,
    positive,
    whole,
    word,
    words,
)
from openssi.microdata.measures.deprivations import MultidimensionalIndex
from openssi.microdata.measures.deprivations_file import multidimensional_index, read_multidimensional_index
from openssi.microdata.measures.measure import Bandwidth, Centre, Conventions, Gini, NamedLine, Nonpositive, Poor
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

_PARTS = (
    "file", "replicate_weights", "transfers", "labels", "sdg", "poverty_lines", "calibration", "calibration_method",
    "multidimensional", "conventions", "disclosure",
)  # fmt: skip


def read_design(path: Path) -> SurveyDescription:
    """Read a design file.

    Every key is described in docs/howto/describe-a-survey.md. Files are named relative to the folder of this one.

    Raises:
        FixTheFile: if it is not there, is not YAML, has a key that is not known (with the nearest that is) or stands
            twice, lacks `welfare` or `weight`, or has a value that does not fit its key; each with the line.
    """
    _refuse_no_design(path)
    try:
        source = read_yaml(path)
    except UnicodeDecodeError as error:
        raise FixTheFile.because("SURVEY_DESIGN_NOT_TEXT", place_of_byte(path.name, error)) from error
    only(source, [*_KEYS, *_PARTS])
    needed(source, "welfare", "weight")
    plain = {key: read(source, key) for key, read in _KEYS.items() if source.find(key) is not None}
    period: Period = plain.get("period", "year")
    lines = _lines(source.find("poverty_lines"), period)
    description = SurveyDescription(
        **plain,
        path=path,
        file=_beside(path, source.text("file")) if source.find("file") else None,
        transfers=read_transfers(source, period),
        labels=read_labels(source),
        sdg=read_answers(source.find("sdg")),
        replicate_weights=_replicates(source.find("replicate_weights"), path),
        poverty_lines=lines,
        calibration=_calibration(source.find("calibration")),
        calibration_method=_calibration_rule(source, source.find("calibration_method")),
        multidimensional=_multidimensional(source.find("multidimensional"), path),
        conventions=_conventions(source.find("conventions"), lines),
        disclosure=_disclosure(source.find("disclosure"), path),
    )
    return _consistent(description, source)


def _refuse_no_design(path: Path) -> None:
    """Say where a design file comes from to whom has none yet."""
    try:
        refuse_no_file(path)
    except FixTheFile as error:
        if error.problems[0].code != "FILE_MISSING":
            raise
        raise FixTheFile.because("SURVEY_DESIGN_MISSING", Place(file=str(path))) from None


def _consistent(description: SurveyDescription, source: Source) -> SurveyDescription:
    if description.rows == "households" and not description.size:
        raise source["rows"].fail("SURVEY_SIZE_NEEDED")
    of_households = any(each.per == "household" for each in description.transfers)
    if of_households and not (description.size or description.household):
        raise source["transfers"].fail("SURVEY_SIZE_NEEDED")
    if len(description.fpc) > max(1, len(description.psu)):
        raise source["fpc"].fail("SURVEY_FPC_STAGES", fpc=len(description.fpc), psu=len(description.psu))
    starts = description.age_groups
    if list(starts) != sorted(set(starts)) or any(start <= 0 for start in starts):
        raise source["age_groups"].fail("SURVEY_AGE_GROUPS")
    if description.thousands == description.decimal:
        raise source["thousands"].fail("SURVEY_SIGNS_SAME", sign=description.decimal)
    _refuse_same_signs(description, source.find("replicate_weights"))
    declared = next((key for key in ("men", "women") if source.find(key) is not None), "")
    if declared and not description.sex:
        raise source[declared].fail("SURVEY_ROLE_MISSING", key="sex")
    return description


def _refuse_same_signs(description: SurveyDescription, source: Source | None) -> None:
    """Refuse a second file whose signs are the same, of which one may be that of the survey."""
    described = description.replicate_weights
    if source is None or described is None or described.file is None:
        return
    signs = description.signs_of(described)
    if signs.thousands == signs.decimal:
        raise source.fail("SURVEY_SIGNS_SAME", sign=signs.decimal)


_WRITTEN: Mapping[str, Read] = {
    "delimiter": lambda source, key: source.text(key),
    "decimal": one_of(".", ","),
    "thousands": one_of(" ", ".", ",", "'"),
    "encoding": word,
}
"""How a file is written: of the survey, and of a second one."""

_KEYS: Mapping[str, Read] = {
    "welfare": word,
    "weight": word,
    "rows": one_of("persons", "households"),
    "strata": word,
    "psu": words,
    "nest": flag,
    "fpc": words,
    "household": word,
    "size": word,
    "scale": word,
    "person": word,
    "sex": word,
    "men": words,
    "women": words,
    "age": word,
    "age_groups": ages,
    "region": word,
    "domains": words,
    "amounts": words,
    "single_psu": one_of("fail", "certainty", "centred", "average"),
    "missing": one_of("leave_out", "refuse"),
    "missing_codes": missing_codes,
    "period": one_of(*PERIODS),
    "currency": word,
    "country": word,
    "year": whole,
    **_WRITTEN,
}
"""Keys whose value is a word, a number or a list of words, and how each is read."""


def _beside(path: Path, name: str) -> Path:
    return path.parent / name


def _disclosure(source: Source | None, path: Path) -> DeclaredDisclosure:
    """Read by which rule figures leave, and where it is recorded what left."""
    if source is None:
        return DeclaredDisclosure()
    only(source, ["rule", "record"])
    named = source.text("rule", DeclaredDisclosure().rule)
    beside = _beside(path, named)
    return DeclaredDisclosure(
        rule=str(beside) if beside.is_file() else named,
        record=_beside(path, source.text("record")) if source.find("record") else None,
    )


def _replicates(source: Source | None, path: Path) -> ReplicateColumns | None:
    if source is None:
        return None
    only(source, ["columns", "file", "id", "kind", "scale", "rscales", "mse", "rho", *_WRITTEN])
    needed(source, "columns", "kind")
    file, rscales = source.find("file"), source.find("rscales")
    if file is not None and source.find("id") is None:
        raise file.fail("SURVEY_REPLICATES_WITHOUT_ID")
    rho = number(source, "rho") if source.find("rho") else 0.5
    if not 0 <= rho < 1:
        raise source["rho"].fail("SURVEY_FAY_RHO", rho=f"{rho:g}")
    return ReplicateColumns(
        columns=source.texts("columns"),
        file=_beside(path, source.text("file")) if file else None,
        id=source.text("id", ""),
        kind=source.one_of("kind", ("bootstrap", "JK1", "JKn", "BRR", "Fay")),
        scale=positive(source, "scale") if source.find("scale") else None,
        rscales=numbers(source, "rscales") if rscales else (),
        mse=flag(source, "mse") if source.find("mse") else False,
        rho=rho,
        **{key: read(source, key) for key, read in _WRITTEN.items() if source.find(key) is not None},
    )


def _lines(source: Source | None, period: Period) -> dict[str, PovertyLine]:
    if source is None:
        return {}
    return {name: _line(source, name, each, period) for name, each in source.entries()}


def _line(parent: Source, name: str, source: Source, period: Period) -> PovertyLine:
    """Read an amount, an amount with its period, or an international line."""
    if not isinstance(source.data, dict):
        return PovertyLine(name=name, amount=positive(parent, name))
    only(source, ["amount", "period", "dollars_a_day", "vintage", "ppp", "cpi"])
    if source.find("dollars_a_day") is None:
        needed(source, "amount")
        of: Period = source.one_of("period", PERIODS) if source.find("period") else period
        return PovertyLine(name=name, amount=in_period(positive(source, "amount"), of, period))
    needed(source, "vintage", "ppp")
    dollars, ppp = positive(source, "dollars_a_day"), positive(source, "ppp")
    cpi = positive(source, "cpi") if source.find("cpi") else 1.0
    return PovertyLine(
        name=name,
        amount=in_period(dollars * ppp * cpi, "day", period),
        dollars_a_day=dollars,
        vintage=whole(source, "vintage"),
        ppp=ppp,
        cpi=cpi,
    )


def _calibration(source: Source | None) -> dict[str, float | Mapping[str, float]]:
    if source is None:
        return {}
    found: dict[str, float | Mapping[str, float]] = {}
    for column, total in source.entries():
        if isinstance(total.data, dict):
            found[column] = {label: positive(total, label) for label, _ in total.entries()}
        else:
            found[column] = number(source, column)
    return found


def _calibration_rule(parent: Source, source: Source | None) -> CalibrationRule:
    """Read a method, or a method with its limits."""
    if source is None:
        return LINEAR
    if not isinstance(source.data, dict):
        return CalibrationRule(method=parent.one_of("calibration_method", METHODS))
    only(source, ["method", *_LIMITS])
    needed(source, "method")
    limits = {key: read(source, key) for key, read in _LIMITS.items() if source.find(key) is not None}
    return CalibrationRule(method=source.one_of("method", METHODS), **limits)


_LIMITS: Mapping[str, Read] = {"tolerance": positive, "rounds": whole, "lower": number, "upper": number}


def _multidimensional(source: Source | None, path: Path) -> MultidimensionalIndex | None:
    """Read what a multidimensional index counts, here or in a file of its own."""
    if source is None:
        return None
    if isinstance(source.node, yaml.ScalarNode):
        return read_multidimensional_index(_beside(path, str(source.node.value)))
    return multidimensional_index(source)


def _conventions(source: Source | None, lines: Mapping[str, PovertyLine]) -> Conventions:
    """Read where peers differ; the lines of the design are known by name."""
    named = tuple(NamedLine(name=name, level=line.amount) for name, line in lines.items())
    if source is None:
        return Conventions(lines=named)
    only(source, list(_CONVENTIONS))
    found = {key: read(source, key) for key, read in _CONVENTIONS.items() if source.find(key) is not None}
    if not 0 < found.get("percent", 60.0) < 1000:
        raise source["percent"].fail("SURVEY_PERCENT", percent=f"{found['percent']:g}")
    return Conventions(**found, lines=named)


_CONVENTIONS: Mapping[str, Read] = {
    "poor": one_of(*get_args(Poor)),
    "gini": one_of(*get_args(Gini)),
    "bandwidth_n": one_of(*get_args(Bandwidth)),
    "relative_to": one_of(*get_args(Centre)),
    "nonpositive": one_of(*get_args(Nonpositive)),
    "percent": number,
}
