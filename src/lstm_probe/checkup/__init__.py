"""The check-up before the work: every finding of every source, collected."""
