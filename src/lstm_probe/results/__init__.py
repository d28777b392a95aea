"""Tables and numbers that say what the probes found."""
