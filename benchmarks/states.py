"""Cell states: one continuous pass against a window of 365 days for every day."""

import sys
from pathlib import Path

from benchmarks.claims import Claim

TITLE = "Cell states"
UNIT = "states"
SCRIPT = Path(__file__).parent / "contenders" / "read_states.py"
THREADS = 2

CLAIMS = (Claim("cell states: one continuous pass to windows", "continuous", ("window",), 100.0),)


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the commands: gauges and days of each; the windows of all 669 gauges would take a quarter of an hour."""
    command = [sys.executable, str(SCRIPT), str(THREADS)]
    if quick:
        return {"continuous": [*command, "continuous", "60", "400"], "window": [*command, "window", "2", "100"]}
    return {"continuous": [*command, "continuous", "669", "4018"], "window": [*command, "window", "16", "1000"]}
