"""Orders of several products of one booth as one WhatsApp message. Nothing about the buyer is stored."""
