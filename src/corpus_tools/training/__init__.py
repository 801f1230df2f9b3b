"""Statistical recognisers trained on a corpus's own annotation, and how good they are."""
