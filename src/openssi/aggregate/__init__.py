"""Country values give regional, income-group and world values: weights, imputation, uncertainty, publication rule."""

from openssi.aggregate.compare import compare
from openssi.aggregate.weighted_means import AggregateResults, AggregateTables, aggregate, only_published

__all__ = ["AggregateResults", "AggregateTables", "aggregate", "compare", "only_published"]
