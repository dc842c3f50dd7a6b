"""Opening a booth in five short steps."""
