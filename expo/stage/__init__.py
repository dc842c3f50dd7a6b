"""The stage of an edition: what visitors see, what open pages ask for, and the office's phone."""
