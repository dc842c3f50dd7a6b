"""Taking part in an edition of the expo, from the merchant's phone."""
