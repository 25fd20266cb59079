"""Relations: what belongs to what in running text, found from how it is written."""
