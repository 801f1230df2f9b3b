"""The bilingual name authority: load, validate, look up."""

from corpus_tools.names.authority import ENTITY_TYPES, NAME_TYPES, Name, NameAuthority, Variant

__all__ = ["ENTITY_TYPES", "NAME_TYPES", "Name", "NameAuthority", "Variant"]
