"""Local stand-ins for the servers that data are fetched from."""
