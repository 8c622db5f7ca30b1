"""Where a definition stands: file and line of every id."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place

_ID = re.compile(r"^\s*-?\s*\{?\s*id:\s*[\"']?([\w.]+)")


@cache
def _index(root: Path) -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    for path in sorted(root.rglob("*.yaml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            match = _ID.match(line)
            if match:
                found.setdefault(match[1], Place(file=path.name, row=number, item=match[1]))
    return found


def with_place(problem: Problem, root: Path) -> Problem:
    """Return a problem that names a definition by its id alone with the file and line of that definition."""
    if problem.place.file:
        return problem
    place = _index(root).get(problem.place.item)
    return problem if place is None else Problem(problem.code, place, problem.values)
