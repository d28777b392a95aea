"""Figures: one module per kind, each with a function `draw` from artefacts to a matplotlib figure."""
