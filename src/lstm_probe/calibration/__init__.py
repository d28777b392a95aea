"""Known error rates: how often the verdict finds what is no store, and misses what is one, in worlds of known truth."""
