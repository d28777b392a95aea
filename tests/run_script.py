"""Run a script of the workflow in this process, as its rule does in one of its own."""

import gc
import runpy
from pathlib import Path

SCRIPTS = Path(__file__).parents[1] / "workflow" / "scripts"


def run_script(name: str, snakemake: object) -> None:
    """Run a script with what Snakemake would put there, and close the files that it leaves open.

    Left to the garbage collector, a file may be closed in a thread of a later script while that script reads another
    one: the netCDF library is not made for two threads, and ends the process.

    Parameters
    ----------
    name : str
        The script, without its suffix.
    snakemake : object
        Stands for Snakemake's own.
    """
    try:
        runpy.run_path(str(SCRIPTS / f"{name}.py"), {"snakemake": snakemake}, "__main__")
    finally:
        gc.collect()
