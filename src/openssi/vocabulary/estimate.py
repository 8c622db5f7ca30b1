"""What a survey or a register says about a population: one figure with its error."""

from dataclasses import dataclass
from typing import Literal

ALL = "all"
"""Name of the domain variable, and of the domain, that is everybody."""

Unit = Literal["fraction", "ratio", "level", "total", "persons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One figure for one domain.

    Attributes:
        measure: Its name, as it was asked for (`arpr`, `fgt1`).
        domain_var: The column that divides the population, several joined by commas, or `all`.
        domain: The value of that column (those columns), or `all`.
        estimate: In `unit`; None where it cannot be made, and then `reason` says why.
        se: Standard error by the design of the survey, in `unit`; None where the design gives none.
        lower: Lower limit of the 95 % interval.
        upper: Upper limit of the 95 % interval.
        n: Rows of the file that lie in the domain; None where it may not leave.
        population: Sum of their weights; None where it may not leave.
        unit: Of estimate, error and limits.
        reason: Code of a message in the catalogue: why there is no estimate or no error; empty where both are there.
        method: How the error was made: `linearised`, the kind of the replicate weights, or empty.
    """

    measure: str
    domain_var: str = ALL
    domain: str = ALL
    estimate: float | None
    se: float | None = None
    lower: float | None = None
    upper: float | None = None
    n: int | None
    population: float | None
    unit: Unit = "fraction"
    reason: str = ""
    method: str = ""
