"""Readers of ESA CCI soil moisture."""
