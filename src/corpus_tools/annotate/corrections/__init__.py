"""Corrections made in other annotation tools: put back into their text, compared with the annotation, merged into gold."""
