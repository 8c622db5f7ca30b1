"""What a probabilistic linkage compares, as an institution declares it in YAML."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from openssi.definitions.source import Source, read_yaml
from openssi.definitions.yaml_problems import place_of_byte
from openssi.microdata.data_file import refuse_no_file
from openssi.microdata.registers.rule_reading import code_from
from openssi.vocabulary.errors import FixTheFile

CompareBy = Literal["exact", "jaro_winkler", "levenshtein", "date"]
"""Equal or not; names by Jaro-Winkler at 0.9 and 0.7; numbers by one and two changed signs; days (YYYY-MM-DD) by a sign
and by distance in time."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A column that is compared.

    Attributes:
        column: Its name, the same in all registers.
        by: How.
    """

    column: str
    by: CompareBy


Columns = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageRule:
    """What is compared, which pairs are looked at, and from when on two records are one person.

    Attributes:
        exercise: Its id.
        id: Column that names a record within its register, for labelled pairs; empty where there is none.
        compare: The columns that are compared.
        block_on: Sets of columns: pairs that agree in all columns of a set are compared, other pairs never are.
        train_on: Sets of columns: on pairs that agree in them the parameters are estimated, one set after the other.
        certain: Sets of columns: pairs that agree in them are almost certainly one person.
        recall: Share of all true pairs that `certain` finds, as one believes, 0 to 1.
        threshold: Probability from which on two records are one person, 0 to 1.
    """

    exercise: str
    id: str = ""
    compare: tuple[Compared, ...]
    block_on: tuple[Columns, ...]
    train_on: tuple[Columns, ...]
    certain: tuple[Columns, ...]
    recall: float
    threshold: float

    @property
    def columns(self) -> Columns:
        """Every column that is read."""
        named = [each.column for each in self.compare]
        sets = (each for columns in (*self.block_on, *self.train_on, *self.certain) for each in columns)
        return tuple(dict.fromkeys([*([self.id] if self.id else []), *named, *sets]))


def read_linkage_rule(path: Path) -> LinkageRule:
    """Read what a linkage compares.

    Raises:
        FixTheFile: with file, line and remedy, if it is not declared.
    """
    refuse_no_file(path)
    try:
        source = read_yaml(path)
    except UnicodeDecodeError as error:
        raise FixTheFile.because("REGISTER_NOT_UTF8", place_of_byte(path.name, error)) from error
    source.only("exercise", "id", "compare", "block_on", "train_on", "certain", "recall", "threshold")
    return LinkageRule(
        exercise=code_from(source, "exercise"),
        id=source.text("id", ""),
        compare=_compared(source["compare"]),
        block_on=_sets(source, "block_on"),
        train_on=_sets(source, "train_on"),
        certain=_sets(source, "certain"),
        recall=_share(source, "recall"),
        threshold=_share(source, "threshold"),
    )


def _compared(source: Source) -> tuple[Compared, ...]:
    found = [each.only("column", "by") for each in source.items()]
    if len(found) < 2:
        raise source.fail("LINKAGE_TOO_LITTLE")
    return tuple(Compared(each.text("column"), each.one_of("by", get_args(CompareBy))) for each in found)


def _sets(source: Source, key: str) -> tuple[Columns, ...]:
    found = [tuple(str(name.data) for name in each.items()) for each in source[key].items()]
    if not found or not all(found):
        raise source[key].fail("DEFINITION_NOT_A_LIST")
    return tuple(found)


def _share(source: Source, key: str) -> float:
    text = source.text(key)
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 < share < 1:
        raise source[key].fail("LINKAGE_SHARE_UNFIT", key=key, text=text)
    return share
