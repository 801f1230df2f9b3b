"""Gold against automatic annotation."""
