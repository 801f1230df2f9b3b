"""Documents to tables on disk and their index; opening them."""
