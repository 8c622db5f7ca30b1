"""The pages of the site: they read a release and write nothing."""
