"""Figures: one module per kind, each with a function `draw` that turns artefacts into a matplotlib figure."""
