"""What is counted behind a figure, as a code: the report and the record keep it, people read it in words.

A code is a kind, and in brackets what it is made of: first codes of others that are counted, then names and numbers in
quotes, such as `with(beneficiaries, income_below("60", "before"))`.
"""

import json
import re
from dataclasses import dataclass
from typing import Literal, get_args

CountedKind = Literal[
    "persons",
    "beneficiaries",
    "direct_beneficiaries",
    "among_persons",
    "target",
    "among",
    "outside",
    "with_a_target",
    "with",
    "poor",
    "but_not",
    "either",
    "income_below",
    "income_at_or_below",
    "positive",
    "above_zero",
    "welfare",
    "money",
    "amount",
    "amount_of",
    "women",
    "sex_known",
    "age_known",
    "indicators_known",
    "aged",
    "ranks",
    "in_group",
    "multidimensionally_poor",
    "deprived",
    "covered",
    "column",
    "columns",
    "category",
    "changed_by",
    "records",
    "links",
    "registers_together",
]

KINDS = frozenset(get_args(CountedKind))

_LINE = re.compile(r'income_(at_or_)?below\("[^"]*"')
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[(),]|[^(),"]+')


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted.

    Attributes:
        kind: One of `CountedKind`, or any other name, such as that of a measure.
        codes: Others that are counted, of which it is made.
        texts: Names and numbers.
    """

    kind: str
    codes: tuple["Counted", ...] = ()
    texts: tuple[str, ...] = ()


def code_of(kind: CountedKind, *codes: str, texts: tuple[str, ...] = ()) -> str:
    """Return the code of what is counted.

    Args:
        kind: What it is.
        codes: Of others, of which it is made.
        texts: Names and numbers.
    """
    made = [*codes, *(json.dumps(each, ensure_ascii=False) for each in texts)]
    return f"{kind}({', '.join(made)})" if made else kind


def below(poor: str) -> CountedKind:
    """Return the kind of the poor by a convention, `below` or `at_or_below`."""
    return "income_at_or_below" if poor == "at_or_below" else "income_below"


def counted_of(code: str) -> Counted | None:
    """Return what a code says; None where it is no code, such as the name of a column."""
    tokens = [each.strip() for each in _TOKEN.findall(code) if each.strip()]
    try:
        found = _read(tokens)
    except (IndexError, ValueError):
        return None
    return None if tokens or found.kind not in KINDS else found


def without_line(code: str) -> tuple[str, bool]:
    """Return the code of those below a line without the line, and whether those at the line are among them."""
    found = _LINE.search(code)
    return _LINE.sub("income(", code), found is not None and found[1] is not None


def order_of(code: str) -> str | None:
    """Return of which order by ascending income those of a code are a piece: between two ranks, or below a line.

    Returns:
        The column and the condition that make the order, empty for welfare of everybody; None where they are no
        piece of one.
    """
    found, of = counted_of(code), []
    while found is not None and found.kind in {"column", "positive", "in_group"} and found.codes:
        if found.kind != "in_group":
            of.append(f"{found.kind} {' '.join(found.texts)}")
        [found] = found.codes
    if found is None:
        return None
    is_below_line = found.kind in {"income_below", "income_at_or_below"} and len(found.texts) == 1
    return "".join(of) if is_below_line or found.kind == "ranks" else None


def _read(tokens: list[str]) -> Counted:
    """Take what is counted from the beginning of tokens."""
    kind = tokens.pop(0)
    if kind[0] in '"(),':
        raise ValueError(kind)
    codes: list[Counted] = []
    texts: list[str] = []
    if tokens and tokens[0] == "(":
        while tokens[0] != ")":
            if tokens.pop(0) not in {"(", ","}:
                raise ValueError(kind)
            if tokens[0].startswith('"'):
                texts.append(json.loads(tokens.pop(0)))
            else:
                codes.append(_read(tokens))
        tokens.pop(0)
    return Counted(kind, tuple(codes), tuple(texts))
