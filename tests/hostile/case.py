"""What a case of a hostile or damaged input is, and which kinds of them there have to be."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

#: Every kind of the list has at least one case, and every case one of these kinds.
KINDS = (
    "truncated or empty file",
    "ZIP bomb",
    "ZIP with paths outside",
    "HTML saved under another name",
    "wrong CRS or none",
    "ids of other types",
    "duplicated dates",
    "DD/MM/YYYY dates",
    "byte-order mark and encodings",
    "decimal commas",
    "units off by 1000",
    "swapped latitude and longitude",
    "longitudes from 0 to 360",
    "overlapping deliveries",
    "shifted grid",
    "self-intersecting polygons",
    "catchment outside the grid",
    "all-NaN box",
    "numbers for missing values",
    "another product",
    "no discharge at all",
    "constant attribute",
    "constant target",
    "YAML",
    "odd paths",
    "time stamps",
    "calendars and dimensions",
    "a key twice",
    "as R and spreadsheets write",
)


@dataclass(frozen=True)
class Case:
    """Say what an input is like and what happens to it.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    name : str
        What is done to a good input.
    read : callable
        Makes the input in an empty folder and reads it as a run would; what it returns is held against `gives`.
    refused : tuple of str
        Words that the refusal must have; empty where the input is read.
    gives : object
        What a stated repair, or a reading of what is odd but right, must give; numbers are compared to 1e-6.
    logged : tuple of str
        Words that the log must have then.
    """

    kind: str
    name: str
    read: Callable[[Path], object]
    refused: tuple[str, ...] = ()
    gives: object = None
    logged: tuple[str, ...] = ()
