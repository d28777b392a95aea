"""A key that stands in a table twice is refused by its name."""

import pytest

from lstm_probe.artefacts.keys import require_once
from lstm_probe.errors import InputError


def test_repeated_keys_are_named() -> None:
    """Each is named once, in the order of the table; keys that differ pass."""
    require_once(["a", "b"], "table", "{}", "", "")
    with pytest.raises(InputError, match=r"found:    gauges b, a twice\n"):
        require_once(["b", "a", "a", "b", "c", "b"], "table", "gauges {} twice", "one row a gauge", "remove one")
