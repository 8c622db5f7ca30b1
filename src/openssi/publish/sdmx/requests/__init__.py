"""What somebody asks for: the two manners of SDMX REST, and what a request means in a release."""
