"""Tests of `lstm_probe.fetch`."""
