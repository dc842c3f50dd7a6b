"""Template tags of the expo."""
