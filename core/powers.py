"""Names of permissions that several rooms ask for."""

CURATE = "expo.curate"
"""The permission that makes somebody an editor of the office."""

CANVASS = "lapak.canvass"
"""The permission to make owners' slips for booths that nobody owns yet."""

CANVASSERS = "Petugas lapangan"
"""The group that holds CANVASS and nothing else; editors choose who is in it."""
