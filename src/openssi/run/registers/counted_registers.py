"""Registers for notebooks: persons covered across institutions as tidy frames."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from openssi.definitions import default_root, load_texts
from openssi.microdata.registers.tables import SCHEMES, Pair
from openssi.present.tidy_frame import TidyFrame
from openssi.run.leaving import UNPROTECTED, protects_by, rule_of
from openssi.run.registers.counts import Counting, Counts, Shared, names_of
from openssi.run.registers.summary import codes_in_words, dimensions_in_words, summary_of
from openssi.run.telling import AsNotes
from openssi.vocabulary.text import Language, as_language

COUNT_SCHEMA = pa.schema(
    [
        ("domain_var", pa.string()),
        ("domain", pa.string()),
        ("domain_var_name", pa.string()),
        ("domain_name", pa.string()),
        ("persons", pa.int64()),
    ]
)
EXACTLY, AT_LEAST = "exactly", "at_least"


def count_registers(
    files: Iterable[str | Path],
    by: str | Iterable[str] | None = None,
    *,
    precedence: Iterable[str] | None = None,
    labels: str = "en",
    protect: str | None = "register",
    record: str | Path | None = None,
) -> TidyFrame:
    """Count the persons whom at least one register covers, nobody twice.

    Columns: `domain_var`, `domain` (codes, `all` for everybody), `domain_var_name`, `domain_name` (in words),
    `persons` (missing where it may not leave). The notes say how many rows had no usable identifier, where registers
    contradict each other, and what was withheld.

    Args:
        files: Extracts of one exercise, one per scheme, as `openssi register hash` makes them.
        by: Dimensions that divide the persons, `sex,region` crosses two; each that travels where it is left out.
        precedence: Schemes whose word counts where registers contradict each other, instead of those of the rule.
        labels: Language of names and notes.
        protect: Rule on what may leave; None for counts that stay here.
        record: File of the record of what left, which stays with the extracts: counts are looked at together with
            those of these extracts that left before. Begun where there is none yet.

    Raises:
        FixTheFile: if a file is no extract or is damaged, extracts are of several exercises, keys or rules, a scheme
            stands twice, a dimension does not travel, or the record is not that of these extracts and this rule.

    Example:
        >>> frame = openssi.count_registers(["pen.parquet", "hea.parquet", "soc.parquet"], by=["sex", "sex,age"])
        >>> frame["persons"][0]
        11982
    """
    counting, telling, spoken = _counting(files, precedence, labels, (protect, record))
    found = counting.counts(_several(by))
    rows = []
    for table in found.tables:
        for row in table.rows:
            name, code = names_of(table, row)
            words = dimensions_in_words(name, spoken), codes_in_words(code, spoken)
            values = (name, code, *words, row.persons)
            rows.append(dict(zip(COUNT_SCHEMA.names, values, strict=True)))
    shown = ("domain_var_name", "domain_name", "persons")
    return _frame("count", pa.Table.from_pylist(rows, COUNT_SCHEMA), shown, found, telling)


def overlap_registers(
    files: Iterable[str | Path],
    by: str | Iterable[str] = (),
    *,
    precedence: Iterable[str] | None = None,
    labels: str = "en",
    protect: str | None = "register",
    record: str | Path | None = None,
) -> TidyFrame:
    """Tell which registers cover persons together.

    Columns: `kind` (`exactly`: covered by all of these schemes and no other; `at_least`: by both, whatever else),
    `schemes` (joined by ` + `), one column for each dimension of `by` (missing in rows of both), `persons` (missing
    where it may not leave), `share` (of everybody covered; of the smaller register in rows of both; 0 to 1).

    Args:
        files: Extracts of one exercise, one per scheme.
        by: Dimensions that are crossed with the schemes.
        precedence: As `count_registers` takes it.
        labels: Language of notes.
        protect: Rule on what may leave; None for counts that stay here.
        record: As `count_registers` takes it.

    Raises:
        FixTheFile: as `count_registers`.
    """
    counting, telling, _ = _counting(files, precedence, labels, (protect, record))
    found = counting.shared(_several(by) or ())
    dimensions = found.patterns.dimensions[1:]
    rows: list[Mapping[str, object]] = [
        {
            "kind": EXACTLY,
            **dict(zip((SCHEMES, *dimensions), row.codes, strict=True)),
            "persons": row.persons,
            "share": found.share(row.persons),
        }
        for row in found.patterns.rows
    ]
    rows += [_of_both(each) for each in found.pairs]
    texts = [(name, pa.string()) for name in ("kind", SCHEMES, *dimensions)]
    schema = pa.schema([*texts, ("persons", pa.int64()), ("share", pa.float64())])
    return _frame("overlap", pa.Table.from_pylist(rows, schema), (), found, telling)


def _of_both(pair: Pair) -> Mapping[str, object]:
    return {
        "kind": AT_LEAST, SCHEMES: f"{pair.first} + {pair.second}", "persons": pair.both, "share": pair.rate,
    }  # fmt: skip


def _counting(
    files: Iterable[str | Path],
    precedence: Iterable[str] | None,
    labels: str,
    leaves: tuple[str | None, str | Path | None],
) -> tuple[Counting, AsNotes, Language]:
    spoken, paths = as_language(labels), tuple(map(Path, files))
    telling = AsNotes(spoken)
    protect, record = leaves
    rule = rule_of(UNPROTECTED if protect is None else protect)
    counting = Counting(
        files=paths,
        precedence=None if precedence is None else tuple(precedence),
        rule=rule,
        protects=protects_by(rule, None if record is None else Path(record), paths),
        telling=telling,
    )
    return counting, telling, spoken


def _several(by: str | Iterable[str] | None) -> Sequence[str] | None:
    return [by] if isinstance(by, str) else by if by is None else list(by)


def _frame(title: str, table: pa.Table, shown: tuple[str, ...], found: Counts | Shared, telling: AsNotes) -> TidyFrame:
    overlap = found.overlap
    schemes = ", ".join(overlap.schemes)
    exercise = overlap.extracts[0].rule.exercise
    return TidyFrame(
        table=table,
        title=load_texts(default_root()).get(f"register.frame.{title}", telling.language, schemes=schemes),
        release="",
        notes=(*summary_of(overlap, found.decided, telling.language), *telling.notes),
        withheld=tuple(telling.reasons),
        citation=f"OpenSSI register exercise {exercise}: {schemes}",
        shown=shown,
    )
