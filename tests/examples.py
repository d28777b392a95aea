"""How many examples a property test draws: the same few everywhere, or many new ones where they are asked for.

Drawn examples are derived from the test alone, so that a run that passes on one machine passes on every machine.
``make test-wide`` draws `WIDER` times as many, at random; what it finds becomes an ``@example`` of the test.
"""

import os

from hypothesis import HealthCheck, settings

#: Environment variable that asks for many random examples, and how many times more there are then.
WIDE, WIDER = "LSTM_PROBE_WIDE_TESTS", 20


def examples(count: int, *suppressed: HealthCheck) -> settings:
    """Make the settings of a property test that draws so many examples, without a limit of time."""
    wide = bool(os.environ.get(WIDE))
    number = count * WIDER if wide else count
    return settings(max_examples=number, deadline=None, derandomize=not wide, suppress_health_check=suppressed)
