"""Files as people have them, to source text."""
