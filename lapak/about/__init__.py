"""What a booth says of itself: name, story, place, contact, hours, logo and cover."""
