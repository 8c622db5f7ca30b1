"""Which rows have to be answered, as far as it is known when the workbook is written."""

from collections.abc import Mapping
from functools import cached_property

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_plan import WorkbookPlan
from openssi.expressions import Compiled, ObservationCells, compile_python, parse
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import NOT_APPLICABLE, Observation, Place


class Asked:
    """Evaluates the conditions of conditional items on what is known: this year's answers, else what is carried on."""

    def __init__(self, plan: WorkbookPlan, compiled: dict[tuple[str, str], Compiled] | None = None) -> None:
        self._plan = plan
        self._compiled = {} if compiled is None else compiled

    def with_plan(self, plan: WorkbookPlan) -> "Asked":
        """Return the same conditions on another state of the same form."""
        return Asked(plan, self._compiled)

    def is_required(self, item: Item, key: CellKey) -> bool:
        """Return whether an answer or a missing-value status is required in a cell."""
        if item.requirement == "mandatory":
            return True
        if item.requirement != "conditional" or not item.condition:
            return False
        return self._condition(item, key.func)(self._cells(key)) is True

    def _condition(self, item: Item, func: str) -> Compiled:
        if (item.id, func) not in self._compiled:
            names = {} if func == NOT_APPLICABLE else {"f": func}
            tree = parse(item.condition, Place(item=item.id))
            self._compiled[item.id, func] = compile_python(tree, self._plan.questionnaire, self._plan.codelists, names)
        return self._compiled[item.id, func]

    def _cells(self, key: CellKey) -> ObservationCells:
        if key.benefit != NOT_APPLICABLE:
            return self._benefits.get(key.benefit, self._country)
        return self._schemes.get(key.scheme, self._country)

    @cached_property
    def _country(self) -> ObservationCells:
        year = self._plan.fingerprint.time_period
        return ObservationCells({year: self._known()}, year, self._plan.questionnaire)

    @cached_property
    def _schemes(self) -> Mapping[str, ObservationCells]:
        return {each.scheme_id: each for each in self._country.schemes()}

    @cached_property
    def _benefits(self) -> Mapping[str, ObservationCells]:
        return {each.benefit_id: each for each in self._country.benefits()}

    def _known(self) -> list[Observation]:
        if self._plan.answers:
            return list(self._plan.answers)
        items = self._plan.questionnaire.items
        keys = {key for key, _ in self._plan.earlier if key.item in items}
        found = (self._plan.opening(key, items[key.item]) for key in keys)
        return [each for each in found if each is not None]
