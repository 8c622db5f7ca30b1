"""The way back from a value: its inputs as a tree, down to the cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openssi.run.lineage.reading import LineageRows
from openssi.run.lineage.words import LineageWords
from openssi.store import finding_from_row
from openssi.vocabulary.indicator import IndicatorFormula
from openssi.vocabulary.lineage import LineageNode
from openssi.vocabulary.observation import NOT_APPLICABLE, Place
from openssi.vocabulary.rule import Finding

Row = Mapping[str, Any]

RECIPIENTS = "B.REC"
UNWEIGHTED = "UNWEIGHTED"
_SIDES = {"numerator": "dividend", "denominator": "divisor"}


@dataclass(frozen=True)
class LineageTree:
    """Turns the rows behind a figure into the steps of the way back."""

    rows: LineageRows
    words: LineageWords

    # Indicators

    def parts_of(self, row: Row) -> tuple[LineageNode, ...]:
        """Return what an indicator of a country, scheme or benefit is made of.

        A quotient of one figure by another gives these two. Where either side has several inputs they stand under the
        side; sums over schemes are grouped by scheme, means of benefits by benefit.
        """
        links = self.rows.links.get(row["value_id"], ())
        if row.get("lowest") is not None:
            return self._benefits(row, links)
        sides = {role: [each for each in links if each["role"] == role] for role in _SIDES}
        others = [each for each in links if each["role"] not in _SIDES]
        if not sides["denominator"]:
            return self._by_scheme(row["value_id"], [*sides["numerator"], *others])
        parts = [node for role, found in sides.items() if found for node in self._side(row, role, found)]
        return (*parts, *self.inputs(others))

    def formula_of(self, row: Row) -> IndicatorFormula | None:
        """Return the formula that a value was made by, none where it is not declared any more."""
        known = self.words.definitions.indicators.get(row["indicator"])
        if known is None:
            return None
        if row.get("scheme") and known.level == "country":
            return known.by_benefit if row["benefit"] != NOT_APPLICABLE else known.by_scheme
        fitting = [each for each in known.formulas if each.breakdown == row["breakdown"]]
        own = (each for each in fitting if row["sex"] in each.sexes)
        return next(own, next((each for each in fitting if not each.sexes), None))

    def _side(self, row: Row, role: str, links: Sequence[Row]) -> tuple[LineageNode, ...]:
        if len(links) == 1:
            return self.inputs(links)
        kind, formula = _SIDES[role], self.formula_of(row)
        node_id = f"{row['value_id']}/{kind}"
        children = self._by_scheme(node_id, links)
        text = (formula.numerator if role == "numerator" else formula.denominator) if formula else ""
        return (
            LineageNode(
                kind=kind,
                id=node_id,
                label=self.words.say(f"kind.{kind}"),
                value=row[role],
                unit=_common(child.unit for child in children),
                operation=text,
                formula=text,
                year=row["time_period"],
                role=role,
                children=children,
            ),
        )

    def _by_scheme(self, owner: str, links: Sequence[Row]) -> tuple[LineageNode, ...]:
        """Return inputs with those of each scheme together, where there are several schemes."""
        schemes: dict[str, list[Row]] = {}
        for each in links:
            schemes.setdefault(each["scheme"], []).append(each)
        if len(schemes.keys() - {NOT_APPLICABLE}) < 2:
            return self.inputs(links)
        nodes: list[LineageNode] = []
        for scheme, found in schemes.items():
            alone = scheme == NOT_APPLICABLE or len(found) == 1
            nodes += self.inputs(found) if alone else [self._scheme(owner, scheme, found)]
        return tuple(nodes)

    def _scheme(self, owner: str, scheme: str, links: Sequence[Row]) -> LineageNode:
        children = self.inputs(links)
        is_sum = len({self._item(each) for each in links}) == 1
        amounts = [child.value for child in children] if is_sum else [None]
        known = [each for each in amounts if each is not None]
        return LineageNode(
            kind="scheme",
            id=f"{owner}/{scheme}",
            label=self.words.named(scheme, self.rows.names, children[0].year if children else None),
            value=sum(known) if len(known) == len(amounts) else None,
            unit=_common(child.unit for child in children) if is_sum else "",
            year=children[0].year if children else None,
            children=children,
        )

    def _item(self, link: Row) -> str:
        cell = self.rows.cells.get(link["input_id"])
        return str(cell["item"]) if cell is not None else ""

    def _benefits(self, row: Row, links: Sequence[Row]) -> tuple[LineageNode, ...]:
        """Return the benefits that a value is the mean of, each with its inputs and its share in the mean."""
        by_benefit: dict[str, list[Row]] = {}
        for each in links:
            by_benefit.setdefault(each["benefit"], []).append(each)
        shared = by_benefit.pop(NOT_APPLICABLE, [])
        shares = self._shares(row, by_benefit)
        nodes = [self._benefit(row, benefit, found, shares.get(benefit)) for benefit, found in by_benefit.items()]
        return (*nodes, *self.inputs(shared))

    def _shares(self, row: Row, by_benefit: Mapping[str, Sequence[Row]]) -> dict[str, float]:
        """Return the share of each benefit in a mean; empty where the recipients are withheld."""
        if row["footnote"] == UNWEIGHTED or len(by_benefit) == 1:
            return dict.fromkeys(by_benefit, 1 / len(by_benefit))
        recipients = {
            benefit: next((each["amount"] for each in links if self._item(each) == RECIPIENTS), None)
            for benefit, links in by_benefit.items()
        }
        known = {benefit: float(each) for benefit, each in recipients.items() if each is not None}
        total = sum(known.values())
        return {benefit: each / total for benefit, each in known.items()} if total and known == recipients else {}

    def _benefit(self, row: Row, benefit: str, links: Sequence[Row], share: float | None) -> LineageNode:
        return LineageNode(
            kind="benefit",
            id=f"{row['value_id']}/{benefit}",
            label=self.words.named(benefit, self.rows.names, row["time_period"]),
            value=None,
            weight_share=share,
            year=row["time_period"],
            children=self.inputs(links),
        )

    # Inputs

    def inputs(self, links: Iterable[Row]) -> tuple[LineageNode, ...]:
        """Return what links lead to, in order; what the release does not hold is told as withheld."""
        return tuple(map(self._input, links))

    def _input(self, link: Row) -> LineageNode:
        wanted = link["input_id"]
        if link["input_kind"] == "national_total" and wanted in self.rows.totals:
            return self.total(self.rows.totals[wanted], link)
        if link["input_kind"] == "country_value" and wanted in self.rows.values:
            return self.value(self.rows.values[wanted], link)
        if wanted in self.rows.cells:
            return self.cell(self.rows.cells[wanted], link)
        is_submission = link["input_kind"] == "submission"
        note = self._submission(link) if is_submission else self.words.say("not_in_release")
        kind = "submission" if is_submission else "cell"
        return LineageNode(kind=kind, id=wanted, label=wanted, value=None, role=link["role"], note=note)

    def _submission(self, link: Row) -> str:
        return self.words.say("submission", vintage=int(link["amount"] or 0))

    def value(self, row: Row, link: Row) -> LineageNode:
        """Return an indicator that another one is made of."""
        formula = self.formula_of(row)
        return LineageNode(
            kind="country_value",
            id=row["value_id"],
            label=self.words.indicator(row),
            value=row["value"],
            unit=self.words.indicator_unit(row["indicator"]),
            operation=formula.text if formula else "",
            formula=formula.text if formula else "",
            contribution=link["amount"],
            role=link["role"],
            year=row["time_period"],
            status=row["obs_status"] or "",
            nature=row["nature"] or "",
            source=self.words.explained(f"role_{link['role']}"),
            note=self.words.footnote(row["footnote"]),
            beside=self.words.beside(row["value_id"]),
            place=Place(item=row["ref_area"]),
            children=self.parts_of(row),
        )

    def total(self, row: Row, link: Row | None = None) -> LineageNode:
        """Return a national total with the answers it was made of."""
        role = link["role"] if link is not None else ""
        return LineageNode(
            kind="national_total",
            id=row["total_id"],
            label=self.words.item(row["item"]),
            value=_number(row["value"]),
            unit=self.words.unit_of(row["item"]) or "persons",
            operation=self.words.explained(f"chosen_{row['chosen']}") if row["chosen"] else "",
            contribution=link["amount"] if link is not None else None,
            year=row["time_period"],
            status=row["obs_status"] or "",
            source=self.words.explained(f"role_{role}") if role else "",
            note=self._bounds(row),
            role=role,
            place=Place(item=row["item"]),
            children=self.inputs(self.rows.links.get(row["total_id"], ())),
        )

    def _bounds(self, row: Row) -> str:
        parts = [self.words.footnote(row["footnote"])]
        if row["lower"] is not None and row["upper"] is not None and row["lower"] != row["upper"]:
            ends = {end: self.words.numbers.added(float(row[end]), "", None) for end in ("lower", "upper")}
            parts.append(self.words.explained("bounds", **ends))
        if row["method"]:
            parts.append(self.words.code("CL_DEDUP", row["method"]))
        texts = self.words.definitions.texts
        parts += [texts.get(f"household.{each}", self.words.language) for each in (row.get("household") or "").split()]
        return " · ".join(part for part in parts if part)

    def cell(self, row: Row, link: Row | None = None) -> LineageNode:
        """Return an answer or a context value, in units."""
        value = None if row["value"] is None else row["value"].scaleb(row["unit_mult"] or 0)
        role = link["role"] if link is not None else ""
        return LineageNode(
            kind="context" if row["channel"] == "context" else "cell",
            id=row["obs_id"],
            label=self.words.cell(row, self.rows.names),
            value=_number(value),
            text=self.words.answer(row) if value is None else "",
            unit=row["unit"] or "",
            operation=self.words.explained(f"role_{role}") if role else "",
            contribution=None if link is None else 0.0 if role == "reported" else link["amount"],
            year=row["time_period"],
            status=row["obs_status"] or "",
            source=row["source"] or "",
            note=self.words.withheld(row) or row["explanation"] or row["note"] or "",
            beside=self.words.beside(row["obs_id"]),
            role=role,
            left_out=self.words.reason((link or {})["reason"] or "") if role == "left_out" else "",
            place=_place(row),
            findings=self._findings(row["obs_id"]),
        )

    def _findings(self, obs_id: str) -> tuple[Finding, ...]:
        return tuple(map(finding_from_row, self.rows.findings.get(obs_id, ())))

    def series(self, row: Row, unit: str) -> LineageNode:
        """Return a value as it was published."""
        return LineageNode(
            kind="series_value",
            id=row["value_id"],
            label=f"{row['series']}, {self.words.area(row['ref_area']) if row['ref_area'] else row['area_name']}",
            value=_number(row["value"]),
            unit=unit,
            year=row["time_period"],
            status=row["obs_status"] or "",
            nature=row["nature"] or "",
            source=row["source"] or "",
            note=row["footnote"] or "",
            place=_place(row),
        )


def _common(units: Iterable[str]) -> str:
    """Return the unit that all have, empty where they differ."""
    found = set(units)
    return found.pop() if len(found) == 1 else ""


def _number(value: Any) -> float | None:  # noqa: ANN401 - a decimal of the database
    return None if value is None else float(value)


def _place(row: Row) -> Place:
    return Place(row["file"] or "", row["sheet"] or "", row["row_number"], row["cell"] or "", row.get("item", ""))
