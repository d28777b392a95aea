"""The only door to artefacts, with `geopackage`: checked, atomic, and saying where they come from."""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import xarray as xr

from lstm_probe import __version__
from lstm_probe.artefacts.writing import atomic as atomic
from lstm_probe.contracts.contract import Contract, Table
from lstm_probe.errors import InputError


@cache
def _commit() -> str:
    """Name the git commit of the source tree that this package lies in; "unknown" where that is no repository itself.

    An unpacked archive, or an installed package, may lie inside somebody else's repository, whose commit is not ours.
    """
    tree = Path(__file__).resolve().parents[3]
    project = tree / "pyproject.toml"
    ours = project.is_file() and 'name = "lstm-probe"' in project.read_text(encoding="utf-8", errors="replace")
    top = _git(tree, "rev-parse", "--show-toplevel") if ours else ""
    if not top or Path(top).resolve() != tree:
        return "unknown"
    return _git(tree, "describe", "--always", "--dirty", "--abbrev=12") or "unknown"


def _git(folder: Path, *words: str) -> str:
    """Ask git about a folder, whatever repository the environment names; nothing where it has no answer."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        command = ["git", "-C", str(folder), *words]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment)
        return done.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def provenance(config: Mapping[str, Any], rule: str, source: str) -> dict[str, str]:
    """Say what made a file: package version, git commit, rule and a digest of the whole config.

    Parameters
    ----------
    config : mapping
        The workflow's configuration.
    rule : str
        Name of the rule that writes the file.
    source : str
        Where the content comes from, in words.
    """
    digest = hashlib.sha256(json.dumps(config, sort_keys=True, default=str).encode()).hexdigest()[:16]
    return {
        "Conventions": "CF-1.11",
        "source": source,
        "history": f"rule {rule} of lstm-probe {__version__}",
        "lstm_probe_version": __version__,
        "git_commit": _commit(),
        "config_digest": digest,
    }


@contextmanager
def readable(path: str | Path, expected: str) -> Iterator[None]:
    """Turn what a library says of a damaged artefact into a message.

    Parameters
    ----------
    path : str or Path
        The artefact, which the block reads.
    expected : str
        What it should be.

    Raises
    ------
    InputError
        If the block fails over it.
    """
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(str(path), f"{error}", expected, "delete it and run again; Snakemake makes it anew") from error


def read(path: str | Path, contract: Contract) -> xr.Dataset:
    """Open a netCDF artefact and check its contract; values are read when they are used.

    Parameters
    ----------
    path : str or Path
        The file.
    contract : Contract
        What it promises.

    Raises
    ------
    InputError
        If the file is not netCDF, or breaks its contract.
    """
    with readable(path, "a netCDF file"):
        dataset = xr.open_dataset(path)
    return contract.check(dataset, str(path))


def write(
    dataset: xr.Dataset,
    path: str | Path,
    contract: Contract,
    about: Mapping[str, str],
    chunks: Mapping[str, int] | None = None,
    compress: bool = True,
) -> None:
    """Check a dataset's contract and write it, all or nothing.

    Parameters
    ----------
    dataset : xarray.Dataset
        What to write.
    path : str or Path
        Where.
    contract : Contract
        What the file promises.
    about : mapping of str to str
        Global attributes, from `provenance`; the title is the contract's name unless one stands there.
    chunks : mapping of str to int, optional
        Chunk length of some dimensions in the file.
    compress : bool
        Whether values are compressed. Cell states hardly shrink, and are read many times (docs/performance.md).
    """
    contract.check(dataset, str(path))
    dataset = dataset.assign_attrs({"title": contract.name, **about})
    encoding = {}
    for name, array in dataset.data_vars.items():
        if array.dtype.kind in "fiu" and array.size > 1000:
            shape = [min(size, (chunks or {}).get(str(dim), size)) for dim, size in array.sizes.items()]
            deflated = {"zlib": True, "complevel": 1, "shuffle": True} if compress else {}
            encoding[name] = {**deflated, "chunksizes": shape}
    with atomic(path, dataset.nbytes) as partial:
        dataset.to_netcdf(partial, encoding=encoding, engine="netcdf4")


def read_table(path: str | Path, contract: Table) -> pd.DataFrame:
    """Read a CSV artefact, identifiers as text and empty text as such, and check its columns."""
    kinds = {name: kind for name, kind in contract.columns.items() if kind == "str"}
    with readable(path, "a CSV table"):
        table = pd.read_csv(path, dtype=kinds)
    return contract.check(table.fillna(dict.fromkeys(kinds, "")), str(path))


def write_table(table: pd.DataFrame, path: str | Path, contract: Table) -> None:
    """Check a table's columns and write it as CSV, all or nothing."""
    with atomic(path) as partial:
        contract.check(table, str(path)).to_csv(partial, index=False, float_format="%.6g", na_rep="NaN")


def read_json(path: str | Path) -> Any:
    """Read a JSON artefact."""
    with readable(path, "a JSON file"):
        return json.loads(Path(path).read_text(encoding="utf-8"))


def write_json(content: Any, path: str | Path) -> None:
    """Write a JSON artefact with sorted keys, all or nothing."""
    with atomic(path) as partial:
        partial.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def save_text(text: str, path: str | Path) -> None:
    """Save a text as UTF-8, all or nothing."""
    with atomic(path) as partial:
        partial.write_text(text, encoding="utf-8")


def save_figure(figure: Any, *paths: str | Path) -> None:
    """Save a matplotlib figure to every path, its format by the suffix, without a date in the file."""
    for path in paths:
        kind = Path(path).suffix[1:]
        with atomic(path) as partial:
            figure.savefig(partial, format=kind, metadata={"CreationDate": None} if kind == "pdf" else None)
