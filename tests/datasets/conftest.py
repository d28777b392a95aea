"""Fixtures of the readers, for what is known of their data sets."""

from tests.data.conftest import camels, with_boundaries  # noqa: F401
