"""Checks: one module a kind of arithmetic, each a function of the record alone."""
