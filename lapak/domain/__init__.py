"""What happens on the merchant's pages."""
