"""The place where a submission is worked on."""
