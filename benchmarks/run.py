"""Run benchmarks by name, or all; write their measurements, and then the tables and the figure of the page.

    python -m benchmarks.run [NAME ...] [--quick]

``--quick`` takes small sizes and one round: it shows that everything runs, measures nothing, and leaves the page alone.
"""

import argparse
import logging
from pathlib import Path

import pandas as pd

from benchmarks import figure, machine, measure, page, results, training_curve
from benchmarks.catalogue import BENCHMARKS

QUICK_RESULTS = Path(__file__).parent / ".cache" / "quick"


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"all where none is given: {', '.join(BENCHMARKS)}")
    parser.add_argument("--quick", action="store_true", help="small sizes, one round, nothing written to the page")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(BENCHMARKS):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    folder = QUICK_RESULTS if chosen.quick else results.FOLDER
    for name in chosen.names or BENCHMARKS:
        logging.info("%s", name)
        results.write(name, measurements(name, chosen.quick), machine.describe(), folder)
        print(page.section(name, folder), flush=True)
    if not chosen.quick:
        page.rewrite()
        figure.draw()
        training_curve.draw()


def measurements(name: str, quick: bool) -> pd.DataFrame:
    """Take the measurements of one benchmark."""
    module = BENCHMARKS[name]
    if hasattr(module, "measurements"):
        return module.measurements(quick)
    return measure.alternate(module.contenders(quick), 1 if quick else getattr(module, "PAIRS", 3))


if __name__ == "__main__":
    main()
