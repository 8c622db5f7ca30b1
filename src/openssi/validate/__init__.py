"""Rules over a submission give findings."""
def validate_submission(*a, **k): return ()
