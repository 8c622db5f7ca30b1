"""Reports of findings: one submission as JSON, page or workbook; all submissions as JSON, CSV or page."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from openssi.definitions import Definitions
from openssi.publish.findings.report_excel import write_workbook
from openssi.publish.findings.report_json import json_text
from openssi.publish.findings.report_model import FindingsReport
from openssi.publish.findings.report_page import page_text
from openssi.publish.findings.report_tally import TallyBy
from openssi.publish.findings.report_world import WorldFindings, world_csv, world_json
from openssi.publish.findings.report_world_page import world_page
from openssi.publish.publication import written_aside
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language

Writer = Callable[[FindingsReport, Definitions, Path, Language], None]


def _write_json(report: FindingsReport, definitions: Definitions, path: Path, _: Language) -> None:
    path.write_text(json_text(report, definitions), encoding="utf-8")


def _write_page(report: FindingsReport, definitions: Definitions, path: Path, language: Language) -> None:
    path.write_text(page_text(report, definitions, language), encoding="utf-8")


REPORT_FORMATS: Mapping[str, Writer] = MappingProxyType(
    {"html": _write_page, "xlsx": write_workbook, "json": _write_json}
)
WORLD_FORMATS = ("csv", "html", "json")


def write_findings_report(
    report: FindingsReport, format_id: str, path: Path, language: Language, definitions: Definitions
) -> Path:
    """Write a validation report and return its file.

    Args:
        report: What it says.
        format_id: `json` (all languages), `html` or `xlsx` (one language).
        path: The file.
        language: Language of page and workbook.
        definitions: Rules, items and words.

    Raises:
        FixTheFile: if there is no such format.
    """
    if format_id not in REPORT_FORMATS:
        raise _unknown(format_id, tuple(REPORT_FORMATS))
    with written_aside(path) as aside:
        REPORT_FORMATS[format_id](report, definitions, aside, language)
    return path


def world_text(world: WorldFindings, by: TallyBy, format_id: str, language: Language, definitions: Definitions) -> str:
    """Return the world view of findings as the text of a file.

    Args:
        world: The findings of all submissions.
        by: What they are counted by; a page holds all four, this one first.
        format_id: `json`, `csv` or `html`.
        language: Language of labels and of the page.
        definitions: Rules, items and words.

    Raises:
        FixTheFile: if there is no such format.
    """
    if format_id == "json":
        return world_json(world, by, definitions)
    if format_id == "csv":
        return world_csv(world, by, definitions, language)
    if format_id == "html":
        return world_page(world, by, definitions, language)
    raise _unknown(format_id, WORLD_FORMATS)


def _unknown(format_id: str, known: tuple[str, ...]) -> FixTheFile:
    return FixTheFile.because("FORMAT_UNKNOWN", Place(), format=format_id, known=", ".join(known))
