"""How a survey was read, in words."""

from collections.abc import Iterator

import numpy as np

from openssi.definitions import Texts
from openssi.microdata.read_survey import Survey
from openssi.microdata.sample import Division
from openssi.present.numbers import format_number
from openssi.vocabulary.text import Language

_MOST_GROUPS = 12


def described(survey: Survey, texts: Texts, language: Language) -> list[tuple[str, str]]:
    """Return what was read, one pair of words per line."""
    return list(_Description(survey, texts, language).rows())


class _Description:
    def __init__(self, survey: Survey, texts: Texts, language: Language) -> None:
        self.survey, self.texts, self.language = survey, texts, language

    def rows(self) -> Iterator[tuple[str, str]]:
        yield from self._size()
        yield from self._design()
        yield from self._welfare()
        for name, amount in self.survey.lines.items():
            yield self._say("line", name=name), self._number(amount, 2)
        for name, division in self.survey.sample.divisions.items():
            yield self._say("division", name=name), self._groups(division)
        yield from self._transfers()

    def _size(self) -> Iterator[tuple[str, str]]:
        yield self._say("file"), self.survey.path.name
        yield self._say("rows"), self._number(self.survey.rows)
        if self.survey.left_out:
            yield self._say("left_out"), self._number(self.survey.left_out)
        yield self._say("persons"), self._number(float(self.survey.sample.weight.sum()))

    def _design(self) -> Iterator[tuple[str, str]]:
        design = self.survey.sample.design
        alone = int((np.bincount(design.stratum_of_psu, minlength=len(design.strata)) == 1).sum())
        yield self._say("strata"), self._number(len(design.strata))
        yield self._say("psus"), self._number(design.psus)
        if alone:
            yield self._say("single", policy=design.single_psu), self._number(alone)
        yield self._say("fraction"), self._say("no" if design.sampled_fraction is None else "yes")
        yield self._say("freedom"), self._number(design.degrees_of_freedom)
        if design.replicates is not None:
            kind, number = design.replicates.kind, design.replicates.weights.shape[1]
            yield self._say("replicates"), f"{kind}, {self._number(number)}"

    def _welfare(self) -> Iterator[tuple[str, str]]:
        sample = self.survey.sample
        order = np.argsort(sample.welfare, kind="stable")
        cumulated = np.cumsum(sample.weight[order])
        if len(order):
            middle = sample.welfare[order[int(np.searchsorted(cumulated, cumulated[-1] / 2))]]
            mean = float(np.average(sample.welfare, weights=sample.weight)) if cumulated[-1] > 0 else 0.0
            figures = (sample.welfare.min(), middle, mean, sample.welfare.max())
            yield self._say("welfare"), "; ".join(self._number(float(each), 2) for each in figures)
            zero, negative = int((sample.welfare == 0).sum()), int((sample.welfare < 0).sum())
            yield self._say("zero"), f"{self._number(zero)}; {self._number(negative)}"
            weights = (float(sample.weight.min()), float(sample.weight.max()))
            yield self._say("weights"), "; ".join(self._number(each, 2) for each in weights)

    def _transfers(self) -> Iterator[tuple[str, str]]:
        sample = self.survey.sample
        for each in self.survey.description.transfers:
            amounts = sample.amounts.get(each.name)
            if amounts is not None:
                total = float(amounts @ sample.weight)
                receiving = self._number(int((amounts > 0).sum()))
                yield self._say("transfer", name=each.name), f"{receiving}; {self._number(total)}"

    def _groups(self, division: Division) -> str:
        counts = np.bincount(division.codes[division.codes >= 0], minlength=len(division.labels))
        parts = [
            f"{label} {self._number(int(count))}"
            for label, count in zip(division.labels[:_MOST_GROUPS], counts, strict=False)
        ]
        return "; ".join([*parts, "…"] if len(division.labels) > _MOST_GROUPS else parts)

    def _say(self, key: str, **values: object) -> str:
        return self.texts.get(f"survey.described.{key}", self.language, **values)

    def _number(self, value: float, decimals: int = 0) -> str:
        return format_number(value, self.language, decimals)
