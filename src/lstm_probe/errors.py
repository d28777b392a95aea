"""The one exception for mistakes that a user can make and correct, and the findings of checks that may become one."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

logger = logging.getLogger(__name__)

#: So many gauges, or texts, are named in a message on several findings.
NAMED = 6


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


@dataclass(frozen=True)
class Finding:
    """Describe one thing that a check has found: ingestion stops at what is refused, the check-up lists everything.

    Parameters
    ----------
    severity : {"refuse", "warn", "note"}
        How bad it is.
    check : str
        What was looked at, in a few words that are the same for every gauge.
    found, expected, advice : str
        As of `InputError`.
    gauge : str
        The gauge, where it concerns one.
    """

    severity: str
    check: str
    found: str
    expected: str
    advice: str
    gauge: str = ""


def _passed_on(kind: type[InputError], args: tuple[str, ...], state: dict[str, str]) -> InputError:
    error = kind.__new__(kind, *args)
    vars(error).update(state)
    return error


def shortlist(names: Iterable[object], limit: int = 8) -> str:
    """Join names for a message, shortened to `limit` of them with the count of the rest."""
    listed = [str(name) for name in names]
    rest = f" … and {len(listed) - limit} more" if len(listed) > limit else ""
    return (", ".join(listed[:limit]) or "nothing") + rest


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does: a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def enforce(findings: Iterable[Finding], where: str) -> None:
    """Raise the first refusal, with all gauges that share it; where nothing is refused, log the warnings.

    Raises
    ------
    InputError
        If a finding is a refusal.
    """
    found = list(findings)
    if first := next((finding for finding in found if finding.severity == "refuse"), None):
        raise InputError(where, joined(_alike(found, first)), first.expected, first.advice)
    log(found, where)


def log(findings: Iterable[Finding], where: str) -> None:
    """Log findings as warnings, those that differ in the gauge and its values alone in one line."""
    left = list(findings)
    while left:
        alike = _alike(left, left[0])
        text = "%s: %s: %s; expected: %s (%s)"
        logger.warning(text, where, left[0].check, joined(alike), left[0].expected, left[0].advice)
        left = [finding for finding in left if finding not in alike]


def _alike(findings: Sequence[Finding], first: Finding) -> list[Finding]:
    key = (first.severity, first.check, first.expected, first.advice)
    return [one for one in findings if (one.severity, one.check, one.expected, one.advice) == key]


def joined(findings: Iterable[Finding]) -> str:
    """Write what was found, and at which gauges, of findings that are alike otherwise."""
    texts: dict[str, list[str]] = {}
    for finding in findings:
        texts.setdefault(finding.found, []).append(finding.gauge)
    if len(texts) == 1:
        found, gauges = next(iter(texts.items()))
        return f"{found} at {shortlist(gauges, NAMED)}" if any(gauges) else found
    parts = [f"{', '.join(gauges[:NAMED])}: {found}" if any(gauges) else found for found, gauges in texts.items()]
    rest = f"; and {len(parts) - NAMED} more" if len(parts) > NAMED else ""
    return "; ".join(parts[:NAMED]) + rest
