"""Refuse a table in which a key stands twice: each of its values would count twice, or one of them be lost."""

from collections import Counter
from collections.abc import Iterable

from lstm_probe.errors import InputError, shortlist


def require_once(keys: Iterable[object], where: str, found: str, expected: str, advice: str) -> None:
    """Refuse keys that stand in a table more than once.

    Parameters
    ----------
    keys : iterable
        Gauges, days or names of columns, as they stand in the table.
    where : str
        The table, for the message.
    found : str
        The message on the repeated keys, which take the place of ``{}``.
    expected, advice : str
        What should stand there, and what to do.

    Raises
    ------
    InputError
        Naming the repeated keys.
    """
    if repeated := [key for key, count in Counter(keys).items() if count > 1]:
        raise InputError(where, found.format(shortlist(repeated)), expected, advice)
