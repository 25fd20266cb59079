"""Tables: cells to header paths, units and roles, and from there to facts, score items and relations."""
