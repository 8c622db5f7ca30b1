"""What the law provides, beside practice and the Conventions."""
