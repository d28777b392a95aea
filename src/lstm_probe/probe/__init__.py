"""Probes: maps from an LSTM's states to a store it never saw, with controls, scored by gauge."""
