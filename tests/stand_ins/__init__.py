"""Stand-ins for the servers that data come from, on this machine alone."""
