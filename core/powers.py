"""Names of permissions that several rooms ask for."""

CURATE = "expo.curate"
"""The permission that makes somebody an editor of the office."""
