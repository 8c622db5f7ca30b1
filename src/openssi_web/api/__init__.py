"""Downloads under permanent addresses: they compute nothing."""
