"""What the Snakefile asks before any job: a sound configuration, data in place, and digests of the code."""
