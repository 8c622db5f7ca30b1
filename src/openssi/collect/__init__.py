"""Questionnaires and publications to observations."""

from openssi.collect.context_files import ContextReading, read_context
from openssi.collect.published_aggregates import read_published_aggregates
from openssi.collect.published_series import SeriesReading, read_unsd
from openssi.collect.workbook_difference import Change, Difference, difference
from openssi.collect.workbook_plan import WorkbookPlan
from openssi.collect.workbook_reading import WorkbookReading, read_workbook
from openssi.collect.workbook_write import write_workbook

__all__ = [
    "Change",
    "ContextReading",
    "Difference",
    "SeriesReading",
    "WorkbookPlan",
    "WorkbookReading",
    "difference",
    "read_context",
    "read_published_aggregates",
    "read_unsd",
    "read_workbook",
    "write_workbook",
]
