"""The doors to files: what is written whole or not at all, listed in one way, and known by its content."""
