"""Tests of `lstm_probe.data.fetch`."""
