"""What the Snakefile asks before any job: configuration, data in place, digests of code and files."""
