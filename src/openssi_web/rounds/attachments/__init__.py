"""Files of a submission: attached, kept, withdrawn."""
