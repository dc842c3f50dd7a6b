"""The links of a booth or a product: pasted, examined, switched off, put in order."""
