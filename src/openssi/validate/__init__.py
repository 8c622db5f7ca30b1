"""Rules over a submission give findings."""

from openssi.validate.evaluation import example_holds, validate_submission

__all__ = ["example_holds", "validate_submission"]
