"""National totals without double counting and declared formulas, with their lineage."""

from openssi.indicators.examples import example_values
from openssi.indicators.inquiry import COMPUTED, CompiledInquiry, InquiryResults, compute_inquiry
from openssi.indicators.published_series import compute_series, merge_country_values
from openssi.indicators.union import Union, union_of

__all__ = [
    "COMPUTED",
    "CompiledInquiry",
    "InquiryResults",
    "Union",
    "compute_inquiry",
    "compute_series",
    "example_values",
    "merge_country_values",
    "union_of",
]
