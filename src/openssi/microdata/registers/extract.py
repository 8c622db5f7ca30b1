"""Extracts: what leaves an institution, and what is written in it about how it was made."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from openssi.microdata.data_file import refuse_no_file
from openssi.microdata.registers.rule import ExerciseRule
from openssi.microdata.registers.rule_reading import rule_of_json
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

METADATA = b"openssi.register"
"""Key of the metadata of a Parquet file under which all this stands, as JSON."""
VERSION = 1
SCHEMA = pa.schema([("person_hi", pa.int64()), ("person_lo", pa.int64()), ("marks", pa.int64())])
"""First and second half of the hash of the person, and what travels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchReport:
    """How many rows of a register could be hashed: what is missing here, no count across registers finds.

    Attributes:
        rows: Of the register.
        empty: Without an identifier, or with a placeholder.
        malformed: Signs or length are not those of the rule.
        failed_check_digit: The check digit is wrong.
        duplicated: Further rows of a person who stands in the register already.
        changed: Hashed, and written differently than the rule wants: without the rule they would not have matched.
        persons: In the extract.
        contradicted: Persons of whom two rows of the register say different things.
        unknown: Persons whose code is not known, by dimension.
    """

    rows: int
    empty: int
    malformed: int
    failed_check_digit: int
    duplicated: int
    changed: int
    persons: int
    contradicted: int = 0
    unknown: Mapping[str, int] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        """Rows that could not be hashed."""
        return self.empty + self.malformed + self.failed_check_digit

    @property
    def match_rate(self) -> float:
        """Share of the rows that were hashed, 0 to 1."""
        return 1 - self.left_out / self.rows if self.rows else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What is known of an extract, or of a sketch made of one.

    Attributes:
        path: Its file.
        scheme: Whose register it is.
        key_fingerprint: Of the key.
        rule: Of the exercise.
        report: How many rows could be hashed.
    """

    path: Path
    scheme: str
    key_fingerprint: str
    rule: ExerciseRule
    report: MatchReport

    def as_json(self) -> str:
        """Return what is written into the file."""
        told = {
            "version": VERSION,
            "exercise": self.rule.exercise,
            "scheme": self.scheme,
            "key_fingerprint": self.key_fingerprint,
            "rule_fingerprint": self.rule.fingerprint,
            "rule": self.rule.as_json(),
            "report": asdict(self.report),
        }
        return json.dumps(told, ensure_ascii=False)


def extract_from(told: Any, path: Path) -> Extract:  # noqa: ANN401 - whatever the JSON holds
    """Return the extract of its metadata.

    Raises:
        FixTheFile: if they are not those of an extract.
    """
    try:
        extract = Extract(
            path=path,
            scheme=str(told["scheme"]),
            key_fingerprint=str(told["key_fingerprint"]),
            rule=rule_of_json(told["rule"], path),
            report=_report_from(told["report"]),
        )
        agrees = told["version"] == VERSION and extract.rule.fingerprint == told["rule_fingerprint"]
    except (KeyError, TypeError, ValueError, AttributeError, FixTheFile, yaml.YAMLError):
        raise FixTheFile.because("REGISTER_NO_EXTRACT", Place(file=path.name)) from None
    if not agrees:
        raise FixTheFile.because("REGISTER_NO_EXTRACT", Place(file=path.name))
    return extract


def _report_from(told: Mapping[str, Any]) -> MatchReport:
    report = MatchReport(**told)
    counts = [value for name, value in told.items() if name != "unknown"] + list(report.unknown.values())
    if not all(isinstance(each, int) and each >= 0 for each in counts):
        raise ValueError(counts)
    return report


def read_extract(path: Path) -> Extract:
    """Read what is written in an extract about itself.

    Raises:
        FixTheFile: if there is no such file, or it is no extract.
    """
    refuse_no_file(path)
    try:
        written = pq.read_metadata(path)
        told = json.loads(written.metadata[METADATA])
        schema = written.schema.to_arrow_schema()
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError):
        raise FixTheFile.because("REGISTER_NO_EXTRACT", Place(file=path.name)) from None
    if schema.remove_metadata() != SCHEMA:
        raise FixTheFile.because("REGISTER_NO_EXTRACT", Place(file=path.name))
    return extract_from(told, path)


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Return files, and in the place of a folder the Parquet files in it.

    Raises:
        FixTheFile: if a folder holds none.
    """
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
        if not inside:
            raise FixTheFile.because("REGISTER_NO_EXTRACT", Place(file=path.name))
        found += inside
    return found


def together(extracts: Sequence[Extract]) -> tuple[Extract, ...]:
    """Return extracts of one exercise in the order of their schemes.

    Raises:
        FixTheFile: if they are of several exercises, keys or rules, if a scheme stands twice, if there are too many.
    """
    first = extracts[0]
    problems = [problem for each in extracts[1:] for problem in _differences(first, each)]
    seen: dict[str, str] = {}
    for each in extracts:
        if each.scheme in seen:
            values = {"scheme": each.scheme, "other": seen[each.scheme]}
            problems.append(Problem("REGISTER_SCHEME_TWICE", Place(file=each.path.name), values))
        seen.setdefault(each.scheme, each.path.name)
    most = first.rule.layout.most_schemes
    if len(extracts) > most:
        problems.append(Problem("REGISTER_TOO_MANY_SCHEMES", Place(), {"count": len(extracts), "most": most}))
    if problems:
        raise FixTheFile(problems)
    return tuple(sorted(extracts, key=lambda each: each.scheme))


def _differences(first: Extract, other: Extract) -> Iterator[Problem]:
    """Give the first thing in which two extracts differ that must not."""
    for code, own, its in (
        ("REGISTER_EXERCISES_DIFFER", first.rule.exercise, other.rule.exercise),
        ("REGISTER_RULES_DIFFER", first.rule.fingerprint, other.rule.fingerprint),
        ("REGISTER_KEYS_DIFFER", first.key_fingerprint, other.key_fingerprint),
    ):
        if own != its:
            values = {"first": own, "other": its, "file": first.path.name}
            yield Problem(code, Place(file=other.path.name), values)
            return
