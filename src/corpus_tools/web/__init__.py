"""The web interface: a local, read-only site over a built corpus."""
