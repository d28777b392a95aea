"""Run a script of the workflow in this process, as its rule does in one of its own."""

import gc
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parents[1] / "workflow" / "scripts"


class Named(dict):
    """Stand for Snakemake's named lists: values in order, by place, by name, and as attributes."""

    def __iter__(self) -> Iterator[Any]:
        """Go through the values."""
        return iter(self.values())

    def __getitem__(self, key: Any) -> Any:
        """Give the value of a name or at a place."""
        return list(self.values())[key] if isinstance(key, int) else super().__getitem__(key)

    def __getattr__(self, name: str) -> Any:
        """Give the value of a name."""
        return self[name]


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
