"""Readers of catchments of a user's own: a file per gauge, or one file of all."""
