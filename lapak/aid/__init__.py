"""Aid that a booth's business received."""
