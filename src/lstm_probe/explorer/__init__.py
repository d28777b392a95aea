"""The explorer of a run: one page on which a click on a gauge shows its series, its scores and what it lacks."""
