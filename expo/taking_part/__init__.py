"""What visitors see of an edition's participants."""
