"""What a booth prints: posters, stickers, and the office's slips, as PDF with a QR code to the booth."""
