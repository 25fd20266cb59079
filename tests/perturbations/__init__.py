"""Reports changed in form and not in what they say: one module a kind of change, each a Document to a Document."""
