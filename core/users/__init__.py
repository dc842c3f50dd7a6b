"""People in the admin: who may look after whom, and the forms for it."""
