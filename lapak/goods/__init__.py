"""The goods of a booth from the phone: adding, changing, copying, hiding, putting in order."""
