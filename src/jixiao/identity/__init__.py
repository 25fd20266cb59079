"""Identity: whose report it is, on what year, and which documents it cites."""
