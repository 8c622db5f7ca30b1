"""Indicators as items, so that the formula of one may name another (`IND.C07[M]`)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.item import Item, ItemTable, Questionnaire
from openssi.vocabulary.text import MultilingualText

TABLE = "IND"
_TITLE = MultilingualText("Indicators", "Indicateurs", "Indicadores")


def item_of(indicator: Indicator) -> str:
    """Return the mnemonic under which formulas name an indicator (`IND.C07`)."""
    return f"{TABLE}.{indicator.code}"


def with_indicators(questionnaire: Questionnaire, indicators: Mapping[str, Indicator]) -> Questionnaire:
    """Return the questionnaire with a table of the indicators that have a code; variants have none."""
    items = tuple(_items(indicators.values()))
    table = ItemTable(id=TABLE, level="country", title=_TITLE, items=items)
    return replace(questionnaire, tables=(*questionnaire.tables, table))


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
