"""Source text to running text, keeping the way back."""
