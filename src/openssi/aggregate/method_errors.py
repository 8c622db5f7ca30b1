"""By how much each method misses the countries that have a value, series by series and year by year."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from openssi.aggregate.estimates import FEWEST_LEFT_OUT
from openssi.aggregate.imputation import METHODS
from openssi.aggregate.panel import Numbers, Panel, Places
from openssi.engine import as_dataflow
from openssi.vocabulary.dataflow import METHOD_ERRORS
from openssi.vocabulary.publication import AggregateMethod


def method_errors(panel: Panel, missed: Mapping[AggregateMethod, Numbers], methods: Places) -> pa.Table:
    """Return METHOD_ERRORS: one row per figure and method that can be tested on enough countries.

    Args:
        panel: Whose weights weigh the weighted error.
        missed: By method, reported value less what the others say: figures by countries.
        methods: Number of the method of each figure.
    """
    keys = panel.figures.select(["indicator", "sex", "breakdown", "time_period"])
    parts = [_of_method(keys, panel, method, missed[method], methods == at) for at, method in enumerate(METHODS)]
    order = [(name, "ascending") for name in (*keys.column_names, "method")]
    return as_dataflow(METHOD_ERRORS, pa.concat_tables(parts).sort_by(order))


def _of_method(
    keys: pa.Table, panel: Panel, method: AggregateMethod, missed: Numbers, chosen: np.typing.NDArray[np.bool_]
) -> pa.Table:
    tested = np.isfinite(missed)
    miss, count = np.where(tested, missed, 0.0), tested.sum(axis=1)
    weights = np.where(tested, panel.weights, 0.0)
    one, whole = np.maximum(count, 1), np.maximum(weights.sum(axis=1), np.finfo(float).tiny)
    columns = {
        "method": pa.array([method] * len(count), pa.string()),
        "countries": pa.array(count, pa.int32()),
        "rmse": np.sqrt((miss**2).sum(axis=1) / one),
        "mean_absolute_error": np.abs(miss).sum(axis=1) / one,
        "bias": miss.sum(axis=1) / one,
        "weighted_rmse": np.sqrt((weights * miss**2).sum(axis=1) / whole),
        "chosen": pa.array(chosen, pa.bool_()),
    }
    table = keys
    for name, column in columns.items():
        table = table.append_column(name, column if isinstance(column, pa.Array) else pa.array(column))
    return table.filter(pa.array(count >= FEWEST_LEFT_OUT))
