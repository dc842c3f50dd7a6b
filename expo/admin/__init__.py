"""The admin of the expo: what merchants and editors meet at /kelola/."""
