"""Being helped: whom to ask, how to take photos, what people are afraid of."""
