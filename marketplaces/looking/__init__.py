"""Looking at a link from outside: politely, briefly, and never anywhere but at the platforms."""
