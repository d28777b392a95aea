"""Public data, fetched from their publishers: whole, checked and once."""
