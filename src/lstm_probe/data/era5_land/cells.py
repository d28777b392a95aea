"""Find the file whose cells count as those of a delivery of ERA5-Land: not any file that lies beside the others."""

from collections.abc import Sequence
from pathlib import Path

from lstm_probe.data.era5_land import files, product
from lstm_probe.data.era5_land.files import Member
from lstm_probe.data.files import dimensions
from lstm_probe.datasets import era5_land
from lstm_probe.errors import InputError, shortlist

#: Fields that never change, which people keep beside the others: masks, heights, kinds of soil, cover and lakes.
STATIC = {"lsm", "z", "slt", "cvh", "cvl", "tvh", "tvl", "cl", "dl", "sdor", "isor", "anor", "slor", "sdfor", "glm"}


def defining_file(paths: Sequence[Path], variable: str | None, unpacked: Path) -> tuple[Member, str]:
    """Open the first file that has a variable on a grid.

    Parameters
    ----------
    variable : str or None
        The variable; without one, that of the first file which has any but `STATIC`.

    Returns
    -------
    member : Member
        The opened file.
    variable : str
        The variable of it whose cells count.

    Raises
    ------
    InputError
        If there is none, or the file is of another product.
    """
    others: dict[str, None] = {}
    for member in files.members(paths, unpacked, variable):
        there = member.dataset.data_vars.items()
        others |= dict.fromkeys(f"{name} on {dimensions.spelled(array.sizes)}" for name, array in there)
        fields = [str(name) for name, array in member.dataset.data_vars.items() if set(array.dims) == {*files.GRID}]
        named = era5_land.defining([name for name in fields if variable == name or not (variable or name in STATIC)])
        if named is not None:
            product.require(member, named)
            return member, named
        member.dataset.close()
    where = str(paths[0]) if len(paths) == 1 else f"{paths[0].parent} ({len(paths)} files)"
    found = f"variables {shortlist(others)}" if others else f"no file with '{variable}'"
    expected = f"{variable or 'a variable'} on time, latitude and longitude"
    raise InputError(where, found, expected, "request gridded data")
