"""The version of rightscheck."""

__version__ = "0.1.0"
