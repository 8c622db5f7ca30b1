"""Measures and their errors as a textbook has them: rows sorted once for each, one line per formula."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.design import Design, totals_of_psus
from openssi.microdata.measures.measure import Conventions


@dataclass
class Plain:
    """One domain of a survey; `inside` are its rows, relative lines are those of all rows."""

    y: Floats
    w: Floats
    inside: Mask
    conventions: Conventions

    def __post_init__(self) -> None:
        self.d = np.where(self.inside, self.w, 0.0)
        self.n, self.total = self.d.sum(), (self.d * self.y).sum()

    def quantile(self, p: float) -> float:
        rows = self.d > 0
        order = np.argsort(self.y[rows], kind="stable")
        reached = np.cumsum(self.d[rows][order])
        at = np.searchsorted(reached, (p - 1e-12) * self.n)
        return float(self.y[rows][order][at])

    def bandwidth(self) -> float:
        mean = self.total / self.n
        number = (self.d > 0).sum() if self.conventions.bandwidth_n == "sample_size" else self.n
        return float(np.sqrt((self.d * (self.y - mean) ** 2).sum() / self.n) * number**-0.2)

    def density(self, at: float, of: Floats | float = 1.0) -> float:
        h = self.bandwidth()
        kernel = np.exp(-0.5 * ((self.y - at) / h) ** 2)
        return float((self.d * of * kernel).sum() / (np.sqrt(2 * np.pi) * h * self.n))

    def of_quantile(self, p: float) -> Floats:
        q = self.quantile(p)
        return np.where(self.inside, -((self.y <= q) - p) / (self.n * self.density(q)), 0.0)

    def line(self) -> tuple[float, Floats]:
        all_rows = Plain(self.y, self.w, np.ones(len(self.y), dtype=bool), self.conventions)
        share = self.conventions.percent / 100
        if self.conventions.line is not None:
            return self.conventions.line, np.zeros(len(self.y))
        if self.conventions.relative_to == "mean":
            mean = all_rows.total / all_rows.n
            return share * mean, share * (self.y - mean) / all_rows.n
        return share * all_rows.quantile(0.5), share * all_rows.of_quantile(0.5)

    def poor(self, z: float) -> Mask:
        return self.y < z * (1 - 1e-12) if self.conventions.poor == "below" else self.y <= z

    def fgt(self, power: int) -> tuple[float, Floats]:
        z, of_line = self.line()
        poor = self.poor(z)
        gap = np.where(poor, (z - self.y) / z, 0.0)
        each = np.where(poor, gap**power, 0.0)
        value = (self.d * each).sum() / self.n
        slope = self.density(z) if power == 0 else (self.d * poor * power * gap ** (power - 1) * self.y).sum() / z**2
        slope = slope if power == 0 else slope / self.n
        own = np.where(self.inside, (each - value) / self.n, 0.0)
        return value, own + (slope * of_line if of_line.any() else 0.0)

    def watts(self) -> tuple[float, Floats]:
        z, of_line = self.line()
        above = self.inside & (self.y > 0)
        n, poor = self.d[above].sum(), self.poor(z) & above
        each = np.where(poor, np.log(z / np.where(poor, self.y, z)), 0.0)
        value = (self.d * each).sum() / n
        own = np.where(above, (each - value) / n, 0.0)
        return value, own + (self.d[poor].sum() / n / z * of_line if of_line.any() else 0.0)

    def gini(self) -> tuple[float, Floats]:
        order = np.argsort(self.y, kind="stable")
        y, w = self.y[order], self.d[order]
        rank, upper = np.cumsum(w), self.total - np.cumsum(w * y) + w * y
        laeken = self.conventions.gini == "laeken"
        top = 2 * (w * y * rank).sum() - ((w * w * y).sum() if laeken else self.total)
        moved = 2 * (rank * y + upper) - (2 * w * y if laeken else y)
        scale = self.n * self.total
        influence = np.empty(len(y))
        influence[order] = (moved - top / scale * (y * self.n + self.total)) / scale
        return top / scale - 1, np.where(self.inside, influence, 0.0)

    def sum_up_to(self, p: float) -> tuple[float, Floats]:
        q = self.quantile(p)
        below = np.where(self.inside & (self.y <= q), self.y, 0.0)
        return (self.d * below).sum(), below + self.n * self.density(q, self.y) * self.of_quantile(p)

    def ratio(self, low: float, high: float) -> tuple[float, Floats]:
        (bottom, of_bottom), (up_to, of_up_to) = self.sum_up_to(low), self.sum_up_to(high)
        value = (self.total - up_to) / bottom
        return value, (np.where(self.inside, self.y, 0.0) - of_up_to - value * of_bottom) / bottom

    def smooth(
        self, of_means: Callable[[Floats], float], *functions: Callable[[Floats], Floats]
    ) -> tuple[float, Floats]:
        """A function of means over incomes above zero; its influence by central differences."""
        above = self.inside & (self.y > 0)
        w, y = self.d[above], self.y[above] / self.y[above].mean()
        each = np.stack([function(y) for function in functions])
        n = w.sum()
        means = (w * each).sum(axis=1) / n
        steps = 1e-6 * np.maximum(np.abs(means), 0.01) * np.eye(len(means))
        slopes = [(of_means(means + step) - of_means(means - step)) / (2 * step.max()) for step in steps]
        influence = np.zeros(len(self.y))
        influence[above] = np.array(slopes) @ (each - means[:, np.newaxis]) / n
        return of_means(means), influence

    def measure(self, name: str) -> tuple[float, Floats]:
        return _MEASURES[name](self)


_MEASURES: dict[str, Callable[[Plain], tuple[float, Floats]]] = {
    "arpt": lambda each: each.line(),
    "arpr": lambda each: each.fgt(0),
    "fgt0": lambda each: each.fgt(0),
    "fgt1": lambda each: each.fgt(1),
    "fgt2": lambda each: each.fgt(2),
    "watts": lambda each: each.watts(),
    "gini": lambda each: each.gini(),
    "qsr": lambda each: each.ratio(0.2, 0.8),
    "palma": lambda each: each.ratio(0.4, 0.9),
    "median": lambda each: (each.quantile(0.5), each.of_quantile(0.5)),
    "quantile_90": lambda each: (each.quantile(0.9), each.of_quantile(0.9)),
    "mean": lambda each: (each.total / each.n, np.where(each.inside, (each.y - each.total / each.n) / each.n, 0.0)),
    "total": lambda each: (each.total, np.where(each.inside, each.y, 0.0)),
    "theil": lambda each: each.smooth(lambda m: m[0] / m[1] - np.log(m[1]), lambda y: y * np.log(y), lambda y: y),
    "mld": lambda each: each.smooth(lambda m: np.log(m[1]) - m[0], np.log, lambda y: y),
    "gei_2": lambda each: each.smooth(lambda m: (m[0] / m[1] ** 2 - 1) / 2, np.square, lambda y: y),
    "atkinson_0.5": lambda each: each.smooth(lambda m: 1 - m[0] ** 2 / m[1], np.sqrt, lambda y: y),
    "atkinson_1": lambda each: each.smooth(lambda m: 1 - np.exp(m[0]) / m[1], np.log, lambda y: y),
    "atkinson_2": lambda each: each.smooth(lambda m: 1 - 1 / (m[0] * m[1]), np.reciprocal, lambda y: y),
}


def plain_error(design: Design, influence: Floats, weight: Floats) -> float:
    """The standard error of a total of weight times influence, stratum by stratum."""
    z = totals_of_psus(design, weight * influence)
    variance = 0.0
    for stratum in range(len(design.strata)):
        own = z[design.stratum_of_psu == stratum]
        left = 1 - (0 if design.sampled_fraction is None else design.sampled_fraction[stratum])
        if len(own) > 1:
            variance += left * len(own) / (len(own) - 1) * ((own - own.mean()) ** 2).sum()
        elif design.single_psu == "centred":
            variance += left * ((own - z.mean()) ** 2).sum()
    if design.single_psu == "average":
        counts = np.bincount(design.stratum_of_psu)
        variance *= len(counts) / (counts > 1).sum()
    return float(np.sqrt(variance))
