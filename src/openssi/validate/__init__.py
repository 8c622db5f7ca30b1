"""Rules over a submission give findings."""

from openssi.validate.evaluation import Validator, example_holds, in_order, validate_submission

__all__ = ["Validator", "example_holds", "in_order", "validate_submission"]
