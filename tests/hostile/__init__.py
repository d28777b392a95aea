"""Inputs that people really have, or that somebody could send them: one case a row, with what happens to each."""
