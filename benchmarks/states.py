"""Cell states: one continuous pass against a window of 365 days for every day."""

import sys
from pathlib import Path

from benchmarks.claims import Claim

TITLE = "Cell states"
UNIT = "states"
SCRIPT = Path(__file__).parent / "contenders" / "read_states.py"
THREADS = {"one core": "1", "two cores": "2"}

CLAIMS = tuple(
    Claim(
        f"cell states on {cores}: one continuous pass to windows", f"continuous, {cores}", (f"window, {cores}",), 100.0
    )
    for cores in THREADS
)


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the commands: gauges and days of each; the windows of all 669 gauges would take minutes."""
    sizes = {"continuous": ["60", "400"], "window": ["2", "100"]}
    if not quick:
        sizes = {"continuous": ["669", "4018"], "window": ["16", "1000"]}
    return {
        f"{reading}, {cores}": [sys.executable, str(SCRIPT), threads, reading, *size]
        for cores, threads in THREADS.items()
        for reading, size in sizes.items()
    }
