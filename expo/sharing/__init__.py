"""Share cards: the picture a messenger shows of a booth or a product."""
