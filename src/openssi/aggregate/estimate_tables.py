"""What was estimated, as tables that SQL can join."""

import numpy as np
import pyarrow as pa

from openssi.aggregate.estimates import Estimates
from openssi.aggregate.imputation import METHODS, Imputation
from openssi.aggregate.panel import NOWHERE, Flags, Numbers, Panel


def imputations_table(panel: Panel, imputed: Imputation) -> pa.Table:
    """Return figure, ref_area, value, group_code, method and is_fallback of every imputed value."""
    figure, area = np.nonzero(panel.missing & np.isfinite(imputed.substitution.values))
    donors = imputed.substitution.donors[figure, area]
    return pa.table(
        {
            "figure": pa.array(figure, pa.int64()),
            "ref_area": pa.array([panel.areas[at] for at in area], pa.string()),
            "value": pa.array(imputed.substitution.values[figure, area], pa.float64()),
            "group_code": pa.array([None if at == NOWHERE else panel.group_codes[at] for at in donors], pa.string()),
            "method": pa.array([METHODS[at] for at in imputed.applied[figure, area]], pa.string()),
            "is_fallback": pa.array(imputed.applied[figure, area] != imputed.methods[figure], pa.bool_()),
        }
    )


def estimates_table(panel: Panel, imputed: Imputation, estimated: Estimates, ends: tuple[Numbers, Numbers]) -> pa.Table:
    """Return the columns of AGGREGATES that were estimated, one row per figure and place that has a weight."""
    figure, place = np.nonzero(estimated.weight > 0)
    weight = estimated.weight[figure, place]

    def share(part: Numbers) -> pa.Array:
        return pa.array(np.clip(part[figure, place] / weight, 0.0, 1.0))

    def count(part: Numbers) -> pa.Array:
        return pa.array(np.rint(part[figure, place]).astype(np.int32))

    methods = effective_methods(panel, imputed)
    return pa.table(
        {
            "figure": pa.array(figure, pa.int64()),
            "place": pa.array(place, pa.int64()),
            "value": _column(estimated.value[figure, place]),
            "observed_share": share(estimated.observed),
            "imputed_share": share(estimated.imputed),
            "fallback_share": share(estimated.fallback),
            "countries": count(estimated.countries),
            "imputed_countries": count(estimated.imputed_countries),
            "countries_total": count(estimated.countries_total),
            "weight_total": pa.array(weight),
            "method": pa.array([methods[at] for at in figure], pa.string()),
            "leave_one_out_error": _column(estimated.error[figure, place]),
            "interval_lower": _column(ends[0][figure, place]),
            "interval_upper": _column(ends[1][figure, place]),
        }
    )


def effective_methods(panel: Panel, imputed: Imputation) -> list[str]:
    """Return the method that fills the missing countries of each figure: a fallback where its own fills none."""
    filling: Flags = panel.missing & (imputed.applied != NOWHERE)
    found = []
    for at, method in enumerate(imputed.methods.tolist()):
        applied = set(imputed.applied[at][filling[at]].tolist())
        found.append(METHODS[method if not applied or method in applied else min(applied)])
    return found


def _column(numbers: Numbers) -> pa.Array:
    return pa.array(numbers, pa.float64(), mask=~np.isfinite(numbers))
