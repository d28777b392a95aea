"""Readers of Caravan."""
