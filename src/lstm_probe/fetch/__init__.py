"""Get the data that a study begins with from their publishers, whole, checked and once."""
