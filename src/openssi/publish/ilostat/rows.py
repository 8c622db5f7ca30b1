"""The rows of datasets in the layout of ILOSTAT, as one SELECT over the dataflows of a release.

Columns stand in the order of ILOSTAT's bulk files (METHOD 1.6), with the notes on the indicator behind them, which ILOSTAT
adds where a dataset has such notes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from openssi.definitions import Definitions
from openssi.engine import Connection, connect
from openssi.vocabulary.ilostat import CODED, STATUSES, IlostatDataset, IlostatLayout, LabelType
from openssi.vocabulary.passing_folder import PassingFolder
from openssi.vocabulary.text import Language

Parameters = dict[str, object]

_CODE = "{prefix} || ':' || substr(md5({text}), 1, 10)"
"""A text is known by its checksum: its code is the same in every release and file."""

_FIGURES = f"""
    WITH datasets AS (
        SELECT unnest($declared) AS declared, unnest($indicators) AS indicator, unnest($classified) AS is_classified
    ),
    named AS (SELECT unnest($groupings_named) AS grouping, unnest($groups) AS group_code, unnest($areas) AS area),
    of_sdg AS (SELECT DISTINCT indicator FROM indicators WHERE ilostat <> '' AND breakdown = '_T'),
    figures AS (
        SELECT REF_AREA AS ref_area, SOURCE AS source_text, $sdg AS indicator, '' AS declared, '_T' AS breakdown,
               SEX AS sex, SOC AS classif1, TIME_PERIOD AS time, OBS_VALUE AS obs_value, OBS_STATUS AS status,
               NATURE AS nature, COMMENT_OBS AS comment
        FROM DF_SDG_0131_SEX_SOC_RT WHERE $with_sdg
        UNION ALL BY NAME
        SELECT v.* RENAME (area AS ref_area), datasets.indicator, 'SEX_' || trim(v.sex_code, '_') AS sex,
               CASE WHEN is_classified THEN
                   $classification || '_' || CASE breakdown WHEN '_T' THEN 'TOTAL' ELSE breakdown END END AS classif1
        FROM (
            SELECT INDICATOR AS declared, REF_AREA AS area, SOURCE AS source_text, BREAKDOWN AS breakdown,
                   SEX AS sex_code, TIME_PERIOD AS time, OBS_VALUE AS obs_value, OBS_STATUS AS status, NATURE AS nature,
                   COMMENT_OBS AS comment
            FROM DF_INDICATORS
            UNION ALL
            SELECT INDICATOR, coalesce(named.area, REF_AREA), SOURCE, BREAKDOWN, SEX, TIME_PERIOD, OBS_VALUE,
                   OBS_STATUS, NATURE, COMMENT_OBS
            FROM DF_AGGREGATES AS a LEFT JOIN named ON named.grouping = a.GROUPING AND group_code = a.REF_AREA
            WHERE named.area IS NOT NULL OR a.GROUPING IN (SELECT unnest($groupings))
        ) AS v
        JOIN datasets USING (declared) LEFT JOIN of_sdg ON of_sdg.indicator = declared
        WHERE of_sdg.indicator IS NULL OR breakdown <> '_T'
    ),
    -- What a status says already is no note.
    noted AS (
        SELECT * REPLACE (CASE WHEN comment NOT IN ('published', 'flagged', 'suppressed') THEN comment END AS comment,
                          nullif(nature, 'C') AS nature)
        FROM figures
    ),
    coded AS (
        SELECT ref_area, coalesce({_CODE.format(prefix="$source", text="source_text")}, '') AS source, indicator, sex,
               coalesce(classif1, '') AS classif1, time, obs_value, CASE WHEN status <> 'A' THEN status ELSE '' END AS obs_status,
               '' AS note_classif,
               concat_ws('_', $nature || ':' || nature, {_CODE.format(prefix="$comment", text="comment")}) AS note_indicator,
               source_text, nature AS nature_code, comment AS comment_text, declared, breakdown
        FROM noted
    )
"""

_NAMES = """,
    area_names AS (
        SELECT area AS code, name_{language} AS name FROM areas
        UNION SELECT coalesce(named.area, g.group_code), name_{language}
        FROM groups AS g LEFT JOIN named ON named.grouping = g.grouping AND named.group_code = g.group_code
        WHERE named.area IS NOT NULL OR g.grouping IN (SELECT unnest($groupings))
    ),
    one_name AS (SELECT code, any_value(name) AS name FROM area_names GROUP BY code),
    dataset_names AS (SELECT unnest($indicators) AS indicator, unnest($dataset_names) AS name),
    sexes AS (SELECT unnest($sexes) AS code, unnest($sex_names) AS name),
    functions AS (SELECT unnest($functions) AS code, unnest($function_names) AS name),
    breakdowns AS (
        SELECT indicator AS declared, breakdown, any_value(breakdown_name_{language}) AS name
        FROM indicators WHERE breakdown <> '_T' AND breakdown_name_{language} <> '' GROUP BY ALL
    ),
    statuses AS (SELECT unnest($statuses) AS code, unnest($status_names) AS name),
    natures AS (SELECT unnest($natures) AS code, unnest($nature_names) AS name),
    footnotes AS (SELECT unnest($footnotes) AS code, unnest($footnote_names) AS name),
    labelled AS (
        SELECT coded.*, coalesce(one_name.name, ref_area) AS "ref_area.label", coalesce(source_text, '') AS "source.label",
               coalesce(dataset_names.name, $sdg_name) AS "indicator.label", coalesce(sexes.name, sex) AS "sex.label",
               CASE WHEN classif1 = '' THEN ''
                    ELSE coalesce(functions.name, breakdowns.name, CASE coded.breakdown WHEN '_T' THEN $total END, classif1)
               END AS "classif1.label",
               coalesce(statuses.name, '') AS "obs_status.label", '' AS "note_classif.label",
               concat_ws(' | ', coalesce(natures.name, nature_code), coalesce(footnotes.name, comment_text))
                   AS "note_indicator.label"
        FROM coded
        LEFT JOIN one_name ON one_name.code = ref_area LEFT JOIN dataset_names USING (indicator)
        LEFT JOIN sexes ON sexes.code = sex LEFT JOIN functions ON functions.code = classif1
        LEFT JOIN breakdowns ON breakdowns.declared = coded.declared AND breakdowns.breakdown = coded.breakdown
        LEFT JOIN statuses ON statuses.code = obs_status LEFT JOIN natures ON natures.code = nature_code
        LEFT JOIN footnotes ON footnotes.code = comment_text
    )
"""
_ORDER = "ORDER BY indicator, ref_area, sex, classif1, time, source"


@dataclass(frozen=True, slots=True, kw_only=True)
class IlostatFilters:
    """What is kept of datasets, as parameters of ILOSTAT's service name it; empty keeps everything.

    Attributes:
        first: First year.
        last: Last year.
        latest_only: Whether only the latest year of each area and indicator is kept.
    """

    ref_area: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()
    classif1: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    time: tuple[int, ...] = ()
    first: int | None = None
    last: int | None = None
    latest_only: bool = False


NO_FILTERS = IlostatFilters()


@dataclass(frozen=True, slots=True)
class IlostatRows:
    """A SELECT and its parameters."""

    sql: str
    parameters: Mapping[str, object] = field(default_factory=dict)


def columns_of(labels: LabelType) -> tuple[str, ...]:
    """Return the columns of a file in the order of ILOSTAT."""

    def told(names: Sequence[str]) -> list[str]:
        kinds = {"code": ("{}",), "label": ("{}.label",), "both": ("{}", "{}.label")}[labels]
        return [kind.format(name) for name in names for kind in kinds]

    return (*told(CODED), "time", "obs_value", *told(STATUSES))


def ilostat_rows(
    definitions: Definitions,
    datasets: Sequence[IlostatDataset],
    *,
    labels: LabelType = "code",
    language: Language = "en",
    filters: IlostatFilters = NO_FILTERS,
) -> IlostatRows:
    """Return the rows of datasets.

    Args:
        definitions: The layout, and the names of codes.
        datasets: Of one release.
        labels: Whether codes, labels or both are told.
        language: Of the labels.
        filters: What is kept of them.
    """
    named = _NAMES.format(language=language) if labels != "code" else ""
    kept, bound = _kept(filters)
    listed = ", ".join(_told(each) for each in columns_of(labels))
    origin = "labelled" if named else "coded"
    sql = f"{_FIGURES}{named}SELECT {listed} FROM {origin} {kept} {_ORDER}"
    known = {**_parameters(definitions, datasets), **_names(definitions, datasets, language), **bound}
    return IlostatRows(sql, {name: value for name, value in known.items() if f"${name}" in sql})


@contextmanager
def sorted_apart(connection: Connection, rows: IlostatRows) -> Iterator[Connection]:
    """Give a connection in which rows of many datasets lie as the table `rows`, for many files to be made from.

    They are written to a file by the side and read from it, so that memory does not depend on their number.
    """
    with PassingFolder("ilostat") as folder, connect() as apart:
        path = folder / "rows.parquet"
        connection.write_parquet(path, rows.sql, dict(rows.parameters))
        apart.register_parquet("rows", path)
        yield apart


def one_of_many(column: str, code: str, labels: LabelType) -> IlostatRows:
    """Return the rows of one dataset or one area out of those of `sorted_apart`.

    Args:
        column: `indicator` or `ref_area`.
        code: What it holds.
        labels: Whether codes, labels or both are told.
    """
    listed = ", ".join(f'"{each}"' for each in columns_of(labels))
    return IlostatRows(f"SELECT {listed} FROM rows WHERE {column} = $code {_ORDER}", {"code": code})


def has_rows(connection: Connection, rows: IlostatRows) -> bool:
    """Return whether there is any row."""
    return bool(connection.rows(f"SELECT 1 AS one FROM ({rows.sql}) LIMIT 1", rows.parameters))


def _told(column: str) -> str:
    """Return a column in which nothing is told by an empty cell, never by an empty text."""
    return column if column in {"time", "obs_value"} else f'nullif("{column}", \'\') AS "{column}"'


def _kept(filters: IlostatFilters) -> tuple[str, Parameters]:
    """Return the clauses that keep what is asked for; what was asked is only ever bound."""
    lists: Parameters = {
        f"kept_{each}": list(getattr(filters, each)) for each in ("ref_area", "sex", "classif1", "source", "time")
    }
    clauses = [f"{name.removeprefix('kept_')} IN (SELECT unnest(${name}))" for name, kept in lists.items() if kept]
    years: Parameters = {"first": filters.first, "last": filters.last}
    clauses += [f"time {sign} ${name}" for name, sign in (("first", ">="), ("last", "<=")) if years[name] is not None]
    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    latest = "QUALIFY time = max(time) OVER (PARTITION BY indicator, ref_area)" if filters.latest_only else ""
    return f"{where} {latest}", {**lists, **years}


def _parameters(definitions: Definitions, datasets: Sequence[IlostatDataset]) -> Parameters:
    layout = definitions.ilostat
    own = [each for each in datasets if each.declared]
    return {
        "declared": [each.declared for each in own],
        "indicators": [each.indicator for each in own],
        "classified": [bool(each.classification) for each in own],
        "with_sdg": len(own) < len(datasets),
        "sdg": layout.sdg.indicator,
        "classification": layout.own.classification,
        "source": layout.own.source,
        "nature": layout.own.nature,
        "comment": layout.own.comment,
        **_areas(layout),
    }


def _areas(layout: IlostatLayout) -> Parameters:
    return {
        "groupings": list(layout.groupings),
        "groupings_named": [each.grouping for each in layout.areas],
        "groups": [each.group for each in layout.areas],
        "areas": [each.code for each in layout.areas],
    }


def _names(definitions: Definitions, datasets: Sequence[IlostatDataset], language: Language) -> Parameters:
    layout = definitions.ilostat

    def listed(codelist: str, names: str, codes: str, prefix: str = "") -> Parameters:
        known = tuple(definitions.codelists[codelist])
        return {
            codes: [f"{prefix}{each.id}" for each in known],
            names: [each.name.in_language(language) for each in known],
        }

    return {
        "dataset_names": [each.name.in_language(language) for each in datasets if each.declared],
        "sdg_name": layout.sdg.name.in_language(language),
        "total": layout.own.total.in_language(language),
        "functions": list(layout.sdg.functions),
        "function_names": [each.in_language(language) for each in layout.sdg.functions.values()],
        **listed("CL_SEX", "sex_names", "sexes", "SEX_"),
        **listed("CL_OBS_STATUS", "status_names", "statuses"),
        **listed("CL_NATURE", "nature_names", "natures"),
        **listed("CL_FOOTNOTE", "footnote_names", "footnotes"),
    }
