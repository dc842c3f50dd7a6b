"""The guestbook of an edition: read by everybody, written without an account."""
