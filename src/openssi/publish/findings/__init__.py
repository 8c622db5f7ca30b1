"""Reports of findings about a submission, and about all of them."""
