"""The version of the code; the data format and the annotations carry their own."""

__version__ = "0.1.0"
