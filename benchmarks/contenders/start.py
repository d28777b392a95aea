"""Know the files of a study by their content: the first time, when all are read, and later, when nothing has changed.

python start.py {first|later} GIGABYTES
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["LSTM_PROBE_MEMORY"] = "memory"

from lstm_probe.artefacts import contents

#: Files of the paper's run: series of gauges, ERA5-Land a variable and year, satellite days; their share of all bytes.
SOURCES = {"camels_gb": (671, 0.01), "era5_land": (105, 0.09), "esa_cci": (7671, 0.9)}


def main(when: str, gigabytes: float) -> None:
    """Write files of zeros that take no space, and time how they come to be known."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for source, (number, share) in SOURCES.items():
            Path(source).mkdir()
            for i in range(number):
                with open(f"{source}/{i:05d}.nc", "wb") as file:
                    file.truncate(int(gigabytes * 1e9 * share / number))
        time.sleep(contents.SETTLED / 1e9 + 0.1)
        for time_of in ("first", when):
            started = time.perf_counter()
            for source in SOURCES:
                contents.checksums(source, lambda line: None)
            seconds = time.perf_counter() - started
            if time_of == when:
                break
        os.chdir("/")
    print(json.dumps({"seconds": seconds, "work": gigabytes}))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
