"""The room of external marketplaces: platforms as data, link recognition, outbound clicks."""
