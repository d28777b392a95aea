"""Files of every kind, opened or refused with a clear reason."""
