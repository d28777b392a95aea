"""How targets are called: a target read from a table stands for the layer whose name it extends."""

from collections.abc import Iterable

SUFFIX = "_table"


def display_name(target: str, beside: Iterable[str] = ()) -> str:
    """Name a target for readers: ``swvl3_table``, the third layer read from a table, is ``swvl3``.

    Parameters
    ----------
    target : str
        Its name in the catalogue.
    beside : iterable of str
        Other targets of the figure; the name is kept as it is where one of them has the shorter one.
    """
    short = target.removesuffix(SUFFIX)
    return target if not short or short in beside else short


def stand_in(name: str, targets: Iterable[str]) -> str | None:
    """Find the target that stands for a known one: itself, or the table that extends its name; None without one.

    Parameters
    ----------
    name : str
        Name of the known target, such as ``swvl3``.
    targets : iterable of str
        Targets of a study.
    """
    there = list(targets)
    return name if name in there else next((target for target in there if display_name(target, there) == name), None)
