"""The one small language of rules, formulas and totals: read, checked, and compiled to Python functions."""

from openssi.expressions.cells import Cells, ObservationCells, Value, value_of
from openssi.expressions.check import Checked, check
from openssi.expressions.example_cells import example_cells
from openssi.expressions.excel.cells import ExcelBenefit, ExcelCells
from openssi.expressions.excel.compiler import excel_condition, excel_number
from openssi.expressions.excel.parts import ExcelCell
from openssi.expressions.format import format_expression
from openssi.expressions.names import free_names
from openssi.expressions.parser import parse
from openssi.expressions.python.compiler import Compiled, Outcome, compile_python
from openssi.expressions.syntax import Expression

__all__ = [
    "Cells",
    "Checked",
    "Compiled",
    "ExcelBenefit",
    "ExcelCell",
    "ExcelCells",
    "Expression",
    "ObservationCells",
    "Outcome",
    "Value",
    "check",
    "compile_python",
    "example_cells",
    "excel_condition",
    "excel_number",
    "format_expression",
    "free_names",
    "parse",
    "value_of",
]
