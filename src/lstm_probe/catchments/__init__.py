"""Catchments of any data set: what a reader delivers, and what of it a study can use."""
