"""Means of gridded fields over catchments."""
