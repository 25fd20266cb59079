"""Outline: blocks to sections and passages, from ordinals, styles, lengths and what stands around a line."""
