"""Readers of ERA5-Land."""
