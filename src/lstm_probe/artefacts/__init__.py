"""Doors to files: written whole or not at all, listed in one way, known by their content."""
