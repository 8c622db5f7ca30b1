"""Rules over a submission give findings."""
