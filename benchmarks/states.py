"""Cell states: one continuous pass against a window of 365 days for every day, ours and neuralhydrology's."""

import sys
from pathlib import Path

from benchmarks import peers
from benchmarks.claims import Claim

TITLE = "Cell states"
UNIT = "states"
SCRIPTS = Path(__file__).parent / "contenders"
PEER = "neuralhydrology, all output, two cores"
THREADS = {"one core": "1", "two cores": "2"}

TO_WINDOWS = (
    Claim(
        f"cell states on {cores}: one continuous pass to windows", f"continuous, {cores}", (f"window, {cores}",), 100.0
    )
    for cores in THREADS
)
CLAIMS = (
    *TO_WINDOWS,
    Claim("cell states: one continuous pass to neuralhydrology", "continuous, two cores", (PEER,), 100.0),
    Claim("cell states: windows to neuralhydrology", "window, two cores", (PEER,), 1.2),
)


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the commands: gauges and days of each; the windows of all 669 gauges would take minutes."""
    sizes = {"continuous": ["60", "400"], "window": ["2", "100"]}
    if not quick:
        sizes = {"continuous": ["669", "4018"], "window": ["16", "1000"]}
    ours = {
        f"{reading}, {cores}": [sys.executable, str(SCRIPTS / "read_states.py"), threads, reading, *size]
        for cores, threads in THREADS.items()
        for reading, size in sizes.items()
    }
    size = ["2", "50"] if quick else ["4", "366"]
    return ours | {PEER: [peers.python("neuralhydrology"), str(SCRIPTS / "states_neuralhydrology.py"), *size, "2"]}
