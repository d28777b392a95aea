"""Readers: catchments, gridded fields and tables become daily series of every gauge."""
