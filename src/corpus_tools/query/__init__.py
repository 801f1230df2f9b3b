"""CQL to hits."""
