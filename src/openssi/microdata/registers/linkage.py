"""Persons covered where registers have no identifier in common: probabilistic linkage, and how far it can be trusted.

The model is that of Fellegi and Sunter: each comparison adds to a weight, whose parameters are estimated by the EM
algorithm without any known pairs. It is made with splink, which opens DuckDB for itself; splink is imported when a
linkage is asked for and never before.

Sources: I. P. Fellegi and A. B. Sunter, A Theory for Record Linkage, Journal of the American Statistical Association
64 (1969); T. Enamorado, B. Fifield and K. Imai, Using a Probabilistic Model to Assist Merging of Large-Scale
Administrative Records, American Political Science Review 113(2), 2019, for error rates from match probabilities.
"""

import logging
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from openssi.engine import EngineError
from openssi.microdata.registers.columns import as_texts
from openssi.microdata.registers.linkage_rule import Columns, Compared, LinkageRule
from openssi.microdata.registers.register_rows import RegisterFile
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

_RECORD = "record"
"""Name of a record in its register: the identifier of the rule, else its number."""
_SEED = 20260101
_LEAST_PROBABILITY = 0.001
_SHIFT = 3
"""Binary digits by which the weight of the lower and the upper threshold differ from the one chosen."""
Pair = tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageCount:
    """Persons at a threshold.

    Attributes:
        threshold: Probability from which on two records are one person.
        persons: Covered by at least one scheme.
        links: Pairs of records that are one person.
        precision: Share of the links that are right: estimated from the probabilities, 0 to 1; None without links.
        recall: Share of the true pairs among those compared that are linked, estimated; None without any.
        measured_precision: Share of the labelled pairs linked that are right; None where no labelled pair is linked.
        measured_recall: Share of the pairs labelled as one person that are linked; None where none is labelled so.
        labelled_linked: Labelled pairs that are linked, of which `measured_precision` is a share.
        labelled_same: Pairs labelled as one person, of which `measured_recall` is a share.
    """

    threshold: float
    persons: int
    links: int
    precision: float | None
    recall: float | None
    measured_precision: float | None = None
    measured_recall: float | None = None
    labelled_linked: int = 0
    labelled_same: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """A linkage of several registers.

    Attributes:
        schemes: Codes of the schemes.
        records: Records of each register.
        compared: Pairs that agree in a set of columns to block on and have a probability worth mentioning.
        counts: At the lower, the chosen and the upper threshold.
    """

    schemes: tuple[str, ...]
    records: tuple[int, ...]
    compared: int
    counts: tuple[LinkageCount, LinkageCount, LinkageCount]

    @property
    def chosen(self) -> LinkageCount:
        """The count at the threshold of the rule."""
        return self.counts[1]


def link(registers: Mapping[str, Path], rule: LinkageRule, labels: Path | None = None) -> Linkage:
    """Count the persons of registers without a common identifier.

    Args:
        registers: File of each register by its scheme; all have the columns of the rule.
        rule: What is compared.
        labels: CSV file of pairs whose truth is known: columns `scheme_1`, `id_1`, `scheme_2`, `id_2`, `same` (1 or 0).

    Raises:
        FixTheFile: if splink is not installed, if a file cannot be read or lacks a column, if the parameters cannot be
            estimated from these records.
    """
    splink = _Splink()
    if len(registers) < 2:
        raise FixTheFile.because("LINKAGE_ONE_REGISTER")
    schemes = tuple(sorted(registers))
    tables = {scheme: _records(registers[scheme], rule) for scheme in schemes}
    known = _labelled(labels) if labels else {}
    with _quiet():
        pairs = splink.pairs(tables, rule)
    everybody = {(scheme, name) for scheme, table in tables.items() for name in table.column(_RECORD).to_pylist()}
    weight = math.log2(rule.threshold / (1 - rule.threshold))
    thresholds = [rule.threshold if shift == 0 else _probability(weight + shift) for shift in (-_SHIFT, 0, _SHIFT)]
    lower, chosen, upper = (_count(pairs, everybody, each, known) for each in thresholds)
    return Linkage(
        schemes=schemes,
        records=tuple(tables[each].num_rows for each in schemes),
        compared=len(pairs.probabilities),
        counts=(lower, chosen, upper),
    )


def _probability(weight: float) -> float:
    odds: float = 2.0**weight
    return odds / (1 + odds)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of records, and the probability that each is one person."""

    pairs: Sequence[Pair]
    probabilities: npt.NDArray[np.float64]


def _records(path: Path, rule: LinkageRule) -> pa.Table:
    """Read the columns of the rule as texts, empty ones as null, with a name for each record."""
    batches = [batch for _, batch in RegisterFile(path, rule.columns).batches()]
    columns = {
        each: pa.chunked_array([as_texts(b.column(each)) for b in batches], pa.string()) for each in rule.columns
    }
    texts = {name: pc.utf8_upper(pc.utf8_trim_whitespace(column)) for name, column in columns.items()}
    plain = {name: pc.if_else(pc.equal(column, ""), None, column) for name, column in texts.items()}
    rows = len(next(iter(plain.values())))
    names = columns[rule.id] if rule.id else pa.array([str(number) for number in range(1, rows + 1)])
    if rule.id and pc.count_distinct(names, mode="all").as_py() != rows:
        raise FixTheFile.because("LINKAGE_RECORD_TWICE", Place(file=path.name, item=rule.id))
    if not rows:
        raise FixTheFile.because("LINKAGE_NO_RECORDS", Place(file=path.name))
    return pa.table({_RECORD: names, **{f"c_{number}": plain[name] for number, name in enumerate(rule.columns)}})


class _Splink:
    """The library, imported when it is asked for."""

    def __init__(self) -> None:
        try:
            import splink
            from splink import comparison_library
            from splink.backends.duckdb import DuckDBAPI
        except ImportError:
            values = {"package": "splink", "extra": "linkage"}
            raise FixTheFile.because("REGISTER_EXTRA_MISSING", Place(), **values) from None
        self._splink, self._library, self._api = splink, comparison_library, DuckDBAPI

    def pairs(self, tables: Mapping[str, pa.Table], rule: LinkageRule) -> _Pairs:
        """Estimate the parameters and return the pairs with their probabilities."""
        from splink.internals.exceptions import SplinkException

        linker = self._linker(tables, rule)
        training = linker.training
        try:
            training.estimate_probability_two_random_records_match(self._blocks(rule.certain, rule), recall=rule.recall)
            training.estimate_u_using_random_sampling(max_pairs=1e6, seed=_SEED)
            for each in self._blocks(rule.train_on, rule):
                training.estimate_parameters_using_expectation_maximisation(each, record_sample_proportion=1.0)
            found = linker.inference.predict(threshold_match_probability=_LEAST_PROBABILITY).as_pyarrow_table()
        except (SplinkException, EngineError, ValueError, ZeroDivisionError) as error:
            raise FixTheFile.because("LINKAGE_NOT_ESTIMATED", reason=" ".join(str(error).split())[:200]) from None
        sides = [
            zip(
                found.column(f"source_dataset_{side}").to_pylist(),
                found.column(f"{_RECORD}_{side}").to_pylist(),
                strict=True,
            )
            for side in ("l", "r")
        ]
        return _Pairs(list(zip(*sides, strict=True)), found.column("match_probability").to_numpy())

    def _linker(self, tables: Mapping[str, pa.Table], rule: LinkageRule) -> Any:  # noqa: ANN401 - of the library
        api = self._api()
        frames = [api.register(table, dataset_display_name=scheme) for scheme, table in tables.items()]
        settings = self._splink.SettingsCreator(
            link_type="link_only",
            unique_id_column_name=_RECORD,
            comparisons=[self._comparison(each, rule) for each in rule.compare],
            blocking_rules_to_generate_predictions=self._blocks(rule.block_on, rule),
            retain_matching_columns=False,
        )
        return self._splink.Linker(frames, settings, log_level="ERROR")

    def _blocks(self, sets: Sequence[Columns], rule: LinkageRule) -> list[Any]:
        return [self._splink.block_on(*(_plain_name(name, rule) for name in each)) for each in sets]

    def _comparison(self, compared: Compared, rule: LinkageRule) -> Any:  # noqa: ANN401 - of the library
        column = _plain_name(compared.column, rule)
        made = {
            "exact": self._library.ExactMatch,
            "jaro_winkler": self._library.JaroWinklerAtThresholds,
            "levenshtein": self._library.LevenshteinAtThresholds,
        }
        if compared.by == "date":
            return self._library.DateOfBirthComparison(column, input_is_string=True)
        return made[compared.by](column)


def _plain_name(name: str, rule: LinkageRule) -> str:
    """Return the name under which a column goes to the library: never what somebody wrote."""
    return f"c_{rule.columns.index(name)}"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library from telling its progress."""
    logger = logging.getLogger("splink")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _count(
    pairs: _Pairs, everybody: set[tuple[str, str]], threshold: float, known: Mapping[frozenset[tuple[str, str]], bool]
) -> LinkageCount:
    linked = pairs.probabilities >= threshold
    links = [pair for pair, is_linked in zip(pairs.pairs, linked, strict=True) if is_linked]
    right, all_right = float(pairs.probabilities[linked].sum()), float(pairs.probabilities.sum())
    together = {frozenset(each) for each in links}
    found = [same for pair, same in known.items() if pair in together]
    wanted = [pair in together for pair, same in known.items() if same]
    return LinkageCount(
        threshold=threshold,
        persons=len(everybody) - _joined(links),
        links=len(links),
        precision=right / len(links) if links else None,
        recall=right / all_right if all_right else None,
        measured_precision=sum(found) / len(found) if found else None,
        measured_recall=sum(wanted) / len(wanted) if wanted else None,
        labelled_linked=len(found),
        labelled_same=len(wanted),
    )


def _joined(links: Sequence[Pair]) -> int:
    """Return how many records fewer there are when linked ones count once: links less those that close a ring."""
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(record: tuple[str, str]) -> tuple[str, str]:
        while parent.setdefault(record, record) != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    joined = 0
    for first, second in links:
        one, other = root(first), root(second)
        if one != other:
            parent[one] = other
            joined += 1
    return joined


def _labelled(path: Path) -> dict[frozenset[tuple[str, str]], bool]:
    """Read pairs whose truth is known."""
    names = ("scheme_1", "id_1", "scheme_2", "id_2", "same")
    batches = [batch for _, batch in RegisterFile(path, names).batches()]
    rows = zip(*(pa.chunked_array([b.column(n) for b in batches], pa.string()).to_pylist() for n in names), strict=True)
    known = {}
    for number, (scheme, record, other_scheme, other, same) in enumerate(rows, start=2):
        if same not in {"0", "1"}:
            raise FixTheFile.because("LINKAGE_LABEL_UNFIT", Place(file=path.name, row=number), text=same)
        known[frozenset({(scheme, record), (other_scheme, other)})] = same == "1"
    return known
