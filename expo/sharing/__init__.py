"""Being found: the picture a messenger shows of a booth or a product, and feeds for readers and platforms."""
