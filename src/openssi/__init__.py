"""OpenSSI, the Open Social Security Inquiry: the library and its command line."""

__version__ = "0.1.0"
