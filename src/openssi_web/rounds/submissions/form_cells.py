"""Which cells a submission has: those of its workbook, so that every answer has a row there."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from openssi.collect import WorkbookPlan
from openssi.collect.workbook_keys import CONFIRM, EXPLAIN, OPEN, CellKey
from openssi.collect.workbook_layout import is_given, lay_out
from openssi.collect.workbook_words import Words
from openssi.definitions import Definitions
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi.vocabulary.scheme import Benefit, Inventory, Scheme
from openssi.vocabulary.submission import Fingerprint
from openssi_web.rounds.submissions.cell_rules import made_of

_COUNTRY = re.compile(r"[A-Z]{3}")
_INSTITUTION = re.compile(r"[A-Z0-9_]{1,100}")


def inventory_of(snapshot: dict[str, Any]) -> Inventory:
    """Return the schemes and benefits of a stored snapshot."""
    schemes = (
        Scheme(each["id"], snapshot["ref_area"], each["name"], tuple(_benefit(row) for row in each["benefits"]))
        for each in snapshot["schemes"]
    )
    return Inventory(snapshot["ref_area"], tuple(schemes))


def _benefit(row: dict[str, Any]) -> Benefit:
    return Benefit(row["id"], row["scheme"], row["name"], row["function"], tuple(row["contingencies"]))


def snapshot_of(inventory: Inventory) -> dict[str, Any]:
    """Return an inventory as it is stored with a submission."""
    schemes = [
        {"id": scheme.id, "name": scheme.name, "benefits": [_row(each) for each in scheme.benefits]}
        for scheme in inventory.schemes
    ]
    return {"ref_area": inventory.ref_area, "schemes": schemes}


def _row(benefit: Benefit) -> dict[str, Any]:
    return {
        "id": benefit.id,
        "scheme": benefit.scheme,
        "name": benefit.name,
        "function": benefit.function,
        "contingencies": list(benefit.contingencies),
    }


@dataclass(frozen=True, slots=True)
class FormCells:
    """The cells of one submission.

    Attributes:
        questionnaire: The whole version; its items by id.
        keys: Every cell that has a row of its own.
        opened: Cells with any country as their breakdown, under the breakdown `?`.
        institutional: Cells that each institution answers for itself, without breakdown.
        calculated: Cells that the form calculates.
        parts: The items that each calculated item is made of.
    """

    questionnaire: Questionnaire
    keys: frozenset[CellKey]
    opened: frozenset[CellKey]
    institutional: frozenset[CellKey]
    calculated: tuple[CellKey, ...]
    parts: Mapping[str, frozenset[str]]

    def item(self, key: CellKey) -> Item | None:
        """Return the item of a cell of the form, none where the form has no such cell."""
        item = self.questionnaire.items.get(key.item)
        return item if item is not None and self._has(key) else None

    def _has(self, key: CellKey) -> bool:
        if key in self.keys:
            return True
        if key._replace(breakdown=OPEN) in self.opened:
            return bool(_COUNTRY.fullmatch(key.breakdown))
        whole = key._replace(breakdown=NOT_APPLICABLE)
        return whole in self.institutional and bool(_INSTITUTION.fullmatch(key.breakdown))


def form_cells(definitions: Definitions, form: str, snapshot: dict[str, Any], year: int) -> FormCells:
    """Return the cells of a form for an inventory; they are worked out once."""
    return _form_cells(definitions, form, json.dumps(snapshot, sort_keys=True), year)


@lru_cache(maxsize=64)
def _form_cells(definitions: Definitions, form: str, snapshot: str, year: int) -> FormCells:
    plan = empty_plan(definitions, form, inventory_of(json.loads(snapshot)), year)
    rows = (row for sheet in lay_out(plan, Words.for_plan(plan)).sheets for row in sheet.rows)
    keys = [row.key for row in rows if row.key is not None]
    typed = [key for key in keys if key.item != CONFIRM and not key.item.startswith(EXPLAIN)]
    items = definitions.questionnaire.items
    return FormCells(
        definitions.questionnaire,
        frozenset(key for key in typed if not key.breakdown.startswith(OPEN)),
        frozenset(key._replace(breakdown=OPEN) for key in typed if key.breakdown.startswith(OPEN)),
        frozenset(key for key in typed if items[key.item].level == "institution"),
        tuple(key for key in typed if items[key.item].formula and items[key.item].requirement == "calculated"),
        made_of(definitions.questionnaire),
    )


def empty_plan(definitions: Definitions, form: str, inventory: Inventory, year: int) -> WorkbookPlan:
    """Return a workbook without answers or history: it has every row that the form can have."""
    whole = definitions.questionnaire
    return WorkbookPlan(
        fingerprint=Fingerprint(inventory.ref_area, year, whole.version, "en", ""),
        questionnaire=whole if form == "full" else whole.core_form(),
        codelists=definitions.codelists,
        inventory=inventory,
        area_name=inventory.ref_area,
        fictional=False,
        history=(),
        answers=(),
        context=(),
        texts=definitions.texts,
        is_full=form == "full",
        version=whole,
    )


def is_entered(item: Item) -> bool:
    """Whether somebody enters the answer of an item: permanent ids and the reference year are given by the form."""
    return not is_given(item)
