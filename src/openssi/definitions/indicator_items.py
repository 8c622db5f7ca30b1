"""Indicators as items, so that the formula of one may name another (`IND.C07[M]`)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from openssi.expressions import parse
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.item import Item, ItemTable, Questionnaire
from openssi.vocabulary.parameter import ParameterOption
from openssi.vocabulary.text import MultilingualText

TABLE = "IND"
_TITLE = MultilingualText("Indicators", "Indicateurs", "Indicadores")


def item_of(indicator: Indicator) -> str:
    """Return the mnemonic under which formulas name an indicator (`IND.C07`)."""
    return f"{TABLE}.{indicator.code}"


def with_indicators(
    questionnaire: Questionnaire, indicators: Mapping[str, Indicator], by_age: Collection[str] = ()
) -> Questionnaire:
    """Return the questionnaire with a table of the indicators that have a code; variants have none.

    Args:
        questionnaire: The questionnaire in force.
        indicators: The declared indicators.
        by_age: Items of the context that formulas may name by age as well.
    """
    items = tuple(_items(indicators.values()))
    table = ItemTable(id=TABLE, level="country", title=_TITLE, items=items)
    asked = (replace(each, items=tuple(_by_age(item, by_age) for item in each.items)) for each in questionnaire.tables)
    return replace(questionnaire, tables=(*asked, table))


def _by_age(item: Item, named: Collection[str]) -> Item:
    if item.id not in named or "AGE" in item.breakdowns:
        return item
    return replace(item, breakdowns=(*item.breakdowns, "AGE"))


def items_by_age(options: Iterable[ParameterOption]) -> Sequence[str]:
    """Return the items that options name by an age band (`X.POP_CHILD[Y0T17]`)."""
    texts = [text for option in options for text in option.replaces.values() if "[Y" in text]
    return sorted({item for text in texts for item in parse(text).items()})


def _items(indicators: Iterable[Indicator]) -> Iterable[Item]:
    for each in indicators:
        if each.code and each.formulas and not each.variant_of:
            breakdowns = ("SEX",) if "_T" in each.breakdowns else ("SEX", "FUNC")
            yield Item(
                id=item_of(each),
                code=each.code,
                table=TABLE,
                level="country",
                type="number",
                label=each.name,
                definition=each.definition,
                breakdowns=breakdowns,
                requirement="calculated",
            )
