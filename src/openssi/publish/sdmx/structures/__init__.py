"""Structure messages: artefacts, how they refer to one another, and their formats."""
