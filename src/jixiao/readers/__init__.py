"""Readers: one module a format; a file becomes a Document."""
