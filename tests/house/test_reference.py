"""The documentation has a heading for everything that people meet."""

import re
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.expressions.functions import FUNCTIONS
from openssi.publish import FORMATS
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.messages import CATALOGUE

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
COMMANDS = (
    "check", "workbook", "read", "validate", "accept", "compute", "aggregate", "release", "publish data", "serve",
    "explain", "demo", "load context", "load unsd", "outliers", "findings report", "findings summary",
)  # fmt: skip
EXPECTED = {
    "expressions.md": list(FUNCTIONS),
    "formats.md": list(FORMATS),
    "messages.md": list(CATALOGUE),
    "tables.md": list(DATAFLOWS),
    "commands.md": [f"openssi {name}" for name in COMMANDS],
    "rules.md": [f"{rule.id} {rule.title.en}" for rule in load().rules],
    "indicators.md": list(load().indicators),
    "states.md": list(load().states.moves),
    "letters.md": list(load().letters),
    "questionnaire.md": [f"{table.id} {table.title.en}" for table in load().questionnaire.tables],
}


@pytest.mark.parametrize("page", EXPECTED)
def test_a_reference_page_has_a_heading_for_each(page: str) -> None:
    headings = re.findall(r"^#+ (.+)$", (REFERENCE / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in EXPECTED[page] if name not in headings] == []
