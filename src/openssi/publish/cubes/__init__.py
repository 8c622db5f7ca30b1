"""What a release holds, as dimensions, time, value and attributes, with the names of its codes."""
