"""Positional and structural attributes on memory maps."""
