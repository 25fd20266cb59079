"""Addresses to pages: one module a part of the site, each with its `router`."""
