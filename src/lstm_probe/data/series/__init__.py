"""Daily series: their days, gaps and magnitudes."""
