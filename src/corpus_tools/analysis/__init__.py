"""Hits to tables."""
