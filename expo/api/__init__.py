"""The public, read-only JSON API: what the fair shows, for programs."""
