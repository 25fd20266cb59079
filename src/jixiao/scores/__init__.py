"""Scores: headings and sentences to score items and the overall result."""
