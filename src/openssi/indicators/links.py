"""Rows of LINEAGE: from a figure to what it was made of."""

from decimal import Decimal

from openssi.vocabulary.observation import Observation

Row = dict[str, object]


def link_to(output: str, observation: Observation, role: str, amount: Decimal | None = None) -> Row:
    """Return a link from a figure to an answer.

    Args:
        output: Id of the figure.
        observation: The answer or the context value that enters it.
        role: How it enters: `numerator`, `denominator`, `part`, `left_out`, `reported`, `term`, `absent_in_law`.
        amount: What it adds, in units.
    """
    return {
        "ref_area": observation.ref_area,
        "output_id": output,
        "input_id": observation.id,
        "input_kind": "context" if observation.channel == "context" else "cell",
        "role": role,
        "part_group": "",
        "scheme": observation.scheme,
        "benefit": observation.benefit,
        "amount": None if amount is None else float(amount),
        "reason": "",
    }
