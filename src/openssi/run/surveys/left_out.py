"""Rows that measures leave out: told with the figures that leave."""

from collections.abc import Iterator, Sequence

from openssi.microdata.disclosure.suppression import rounded
from openssi.vocabulary.counted import counted_of
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.estimate import ABOVE_ZERO, ALL, Estimate
from openssi.vocabulary.text import counted


def left_out_of(estimate: Estimate, rule: DisclosureRule | None) -> Problem | None:
    """Return the message on the rows that a figure leaves out, without the names of measures; None where it has none.

    Args:
        estimate: With its contributors.
        rule: Counts below its minimum are told as such, and not to the row; None for figures that stay here.
    """
    behind = estimate.contributors
    if behind is None or not behind.left_out or estimate.estimate is None:
        return None
    is_few = rule is not None and behind.left_out < rule.minimum
    base = 1 if rule is None else rule.rounding
    count = f"< {rule.minimum}" if rule is not None and is_few else rounded(behind.left_out, base)
    needs = counted_of(behind.needs)
    is_signed = needs is not None and ABOVE_ZERO in {needs.kind, *(each.kind for each in needs.codes)}
    code = "MEASURE_NONPOSITIVE_LEFT_OUT" if is_signed else "MEASURE_MISSING_LEFT_OUT"
    return Problem(code, values={"count": count, "rows": rounded(estimate.n or 0, base)})


def notices_of_left_out(
    found: Sequence[Estimate], left: Sequence[Estimate], rule: DisclosureRule | None
) -> Iterator[Problem]:
    """Give what is to be told of rows left out of the figures of everybody: once for measures that leave out as many.

    Args:
        found: Figures as they were made.
        left: The same as they leave; of one that is withheld nothing is told.
        rule: As `left_out_of` takes it.
    """
    told: dict[tuple[str, tuple[tuple[str, object], ...]], list[str]] = {}
    for made, leaves in zip(found, left, strict=True):
        problem = left_out_of(made, rule) if made.domain_var == ALL and leaves.n is not None else None
        if problem is not None:
            told.setdefault((problem.code, tuple(problem.values.items())), []).append(made.measure)
    for (code, values), measures in told.items():
        said = {name: counted(value) if isinstance(value, int) else value for name, value in values}
        yield Problem(code, values={**said, "measures": ", ".join(dict.fromkeys(measures))})
