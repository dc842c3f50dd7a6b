"""Keeping a booth fresh: its front page, switches, prices, and the way back."""
