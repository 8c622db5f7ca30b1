"""Rules over a submission give findings."""

from openssi.validate.evaluation import Validator, failing_examples, in_order, validate_submission

__all__ = ["Validator", "failing_examples", "in_order", "validate_submission"]
