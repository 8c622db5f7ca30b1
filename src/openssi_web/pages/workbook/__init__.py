"""The workbook, taken away and brought back."""
