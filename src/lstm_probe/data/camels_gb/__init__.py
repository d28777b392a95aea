"""Readers of CAMELS-GB."""
