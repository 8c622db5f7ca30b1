"""The site: pages that read a release and write nothing."""
