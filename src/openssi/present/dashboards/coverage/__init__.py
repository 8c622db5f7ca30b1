"""Who is covered: by contingency, group, country and sex, and how that changed."""
