"""The one exception for mistakes that a user can make and correct."""

from collections.abc import Iterable


class InputError(ValueError):
    """Report a mistake in a user's files or settings, in a few lines and without a traceback.

    The message says where, what was found, what was expected, what is available, and what to do next.

    Parameters
    ----------
    where : str
        File, key or artefact in which the mistake was found.
    found : str
        What stands there.
    expected : str
        What should stand there, with what is available.
    advice : str
        What to do next.
    """

    def __init__(self, where: str, found: str, expected: str, advice: str) -> None:
        super().__init__(f"{where}\n  found:    {found}\n  expected: {expected}\n  to do:    {advice}")
        self.where, self.found, self.expected, self.advice = where, found, expected, advice

    def __reduce__(self) -> tuple[object, ...]:
        """Let it pass from one process to another, which an exception with several arguments does not by itself."""
        return _passed_on, (type(self), self.args, vars(self))


def _passed_on(kind: type[InputError], args: tuple[str, ...], state: dict[str, str]) -> InputError:
    error = kind.__new__(kind, *args)
    vars(error).update(state)
    return error


def shortlist(names: Iterable[object], limit: int = 8) -> str:
    """Join names for a message, shortened to `limit` of them with the count of the rest."""
    listed = [str(name) for name in names]
    rest = f" … and {len(listed) - limit} more" if len(listed) > limit else ""
    return (", ".join(listed[:limit]) or "nothing") + rest
