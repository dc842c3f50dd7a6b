"""Slips made at the stalls: booths without an owner found, and what became of one's slips."""
