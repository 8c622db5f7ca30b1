"""Which expressions can be said in SQL, whatever the observations are."""

from collections.abc import Mapping
from types import MappingProxyType

from openssi.expressions.sql.cells import CellKey, Occurrence
from openssi.expressions.sql.compiler import SqlCompilation
from openssi.expressions.sql.frames import FrameLevel, UnitLevel
from openssi.expressions.sql.values import NotInSql
from openssi.expressions.syntax import Expression
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import TOTAL

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Everything:
    """Observations in which everything may occur where the questionnaire asks it."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Return it for a questionnaire."""
        self._items = questionnaire.items

    def at(self, level: UnitLevel, key: CellKey) -> Occurrence | None:
        """Return that numbers and texts may stand in a cell of the level at which its item is asked."""
        known = self._items.get(key[0])
        if known is None:
            return None
        asked_at = known.level if known.level in {"scheme", "benefit"} else "country"
        return Occurrence(0, texts=True) if asked_at == level else None

    def said(self, item: str) -> frozenset[tuple[UnitLevel, bool]]:
        """Return that an item of table Q1 may be answered for tables of the country."""
        return frozenset({("country", True)}) if item in self._items else frozenset()


def sql_supports(
    expression: Expression,
    level: FrameLevel,
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
    names: Mapping[str, str] = _NO_NAMES,
) -> bool:
    """Return whether an expression can be said in SQL.

    It cannot where it rests on facts from outside a submission, on sums over benefits at the level of cells, or on a
    quantifier over a set that is not written out; for one that leads there is `SqlCompilation.failing_members`.
    """
    try:
        SqlCompilation(questionnaire, codelists, Everything(questionnaire)).verdict(level, expression, TOTAL, names)
    except NotInSql:
        return False
    return True
