"""The check-up: read every source before the work, and list all that is wrong with it instead of the first mistake."""
