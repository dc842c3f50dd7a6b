"""The stamp walk of an edition: what visitors see of it and what their devices ask for."""
