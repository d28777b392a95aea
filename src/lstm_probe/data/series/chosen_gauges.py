"""Choose the gauges of a study among those that have a series, whichever data set they come from."""

import difflib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from lstm_probe.artefacts.keys import require_once
from lstm_probe.data.files import text_files
from lstm_probe.datasets import gauge_ids
from lstm_probe.errors import InputError, shortlist


def choose(
    wanted: str | Sequence[object],
    there: Iterable[str],
    place: object,
    plain: Callable[[object], str],
    key: str,
    note: str = "",
) -> list[str]:
    """Return the ids of the gauges to use, in the order asked for.

    Parameters
    ----------
    wanted : "all", sequence of ids, or str
        All gauges with a series, these gauges, or the path of a list with one id per line.
    there : iterable of str
        Gauges with a series, in the order of the data set.
    place : object
        Where their series are, for messages.
    plain : callable
        Gives an id as the data set writes it.
    key : str
        The key of the configuration, for messages.
    note : str
        What follows the hint at similar ids.

    Raises
    ------
    InputError
        If the list is missing or names a gauge twice, or a gauge has no series; similar ids are named.
    """
    known = dict.fromkeys(there)
    if wanted == "all":
        return list(known)
    where = key
    if isinstance(wanted, str):
        where, what = wanted, "a list of gauges with one id per line"
        if not Path(wanted).is_file():
            expected = "'all', a list of ids, or the path of a list with one id per line"
            raise InputError(where, "no such file", expected, f"correct {key} in the config")
        wanted = gauge_ids.listed(text_files.read(Path(wanted), what, "write one id per line"), where)
    gauges = [plain(gauge) for gauge in wanted]
    unknown = [gauge for gauge in gauges if gauge not in known]
    if unknown or not gauges:
        near = difflib.get_close_matches((unknown or [""])[0], known, n=4, cutoff=0.5)
        found = f"{len(unknown)} unknown gauges: {shortlist(unknown)}" if unknown else "no gauge"
        expected = f"some of the {len(known)} gauges with a series in {place}"
        hint = f"near '{unknown[0]}': {shortlist(near)}" if near else f"there are {shortlist(known)}"
        raise InputError(where, found, expected, f"correct the ids ({hint}){note}")
    require_once(gauges, where, "gauges named twice: {}", "every gauge once", "remove the repeats")
    return gauges
