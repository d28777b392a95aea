"""Benchmarks: this package beside its peers, measured in the same run, in turn."""
