"""The bilingual name authority: load, validate, look up."""
