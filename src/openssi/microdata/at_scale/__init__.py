"""Surveys and registers that outgrow one machine: the same figures by SQL, in DuckDB or in Spark."""
