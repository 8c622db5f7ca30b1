"""Explanations of last year, offered again."""

from collections.abc import Iterator

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_plan import WorkbookPlan
from openssi.collect.workbook_rows import Row
from openssi.collect.workbook_words import Words
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation


def explanation_rows(plan: WorkbookPlan, words: Words) -> Iterator[Row]:
    """Return one row for every cell whose figure of the last accepted year was explained, if it is asked again."""
    for each in plan.explained:
        item = plan.questionnaire.items.get(each.item)
        if item is not None and plan.is_asked_of(each.scheme):
            key = CellKey.of(each)
            label = _label(plan, words, each)
            yield Row(kind="explanation", label=label, code=item.code, key=key.explaining(), item=item)


def _label(plan: WorkbookPlan, words: Words, each: Observation) -> str:
    label = words.item(plan.questionnaire.items[each.item], CellKey.of(each), plan)
    subject = each.benefit if each.benefit != NOT_APPLICABLE else each.scheme
    return label if subject == NOT_APPLICABLE else f"{subject}: {label}"
