"""The version of this package, which every record names as what made it."""

VERSION = "0.1.0"
