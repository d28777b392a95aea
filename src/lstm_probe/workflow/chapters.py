"""Figures that become ready together are drawn by one job, a chapter at a time: starting a job takes long.

Every figure keeps its rule, which draws it alone where the command line names it, and its own record (`made_of`) of
what it was made from, whichever job draws it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from lstm_probe.contracts.figures import number
from lstm_probe.errors import listed

CHAPTERS = TEXT, APPENDICES, SUPPLEMENT, VERDICT = ("text", "appendices", "supplement", "verdict")
#: Figures beyond the paper's that show the ladder, steering and unseen gauges: they are ready last.
OF_VERDICT = ("S8", "S9", "S10", "S13", "S14", "S15")


def chapter(figure: str) -> str:
    """Name the chapter of a figure: the text for ``fig05_snow``, the verdict for ``figS8_ladder``.

    Parameters
    ----------
    figure : str
        Name of the figure's rule.
    """
    own = number(figure)
    if own in OF_VERDICT:
        return VERDICT
    return TEXT if own.isdigit() else SUPPLEMENT if own.startswith("S") else APPENDICES


def numbers(figures: Iterable[str]) -> str:
    """List the numbers of figures, as "1, 2 and B3".

    Parameters
    ----------
    figures : iterable of str
        Names of rules, such as ``fig01_pipeline``.
    """
    return listed(map(number, figures))


def together(figures: Iterable[str], arguments: Sequence[str]) -> dict[str, list[str]]:
    """Group the figures of a study by chapter, without those that the command line names.

    Parameters
    ----------
    figures : iterable of str
        Names of rules.
    arguments : sequence of str
        Words of the command line: figures by rule or by file.

    Returns
    -------
    dict of str to list of str
        Chapters of two figures or more; any other figure is drawn by its own rule.
    """
    groups: dict[str, list[str]] = {}
    for figure in figures:
        if not any(figure in argument for argument in arguments):
            groups.setdefault(chapter(figure), []).append(figure)
    return {name: group for name, group in groups.items() if len(group) > 1}


class Chapter:
    """Draw several figures as the rules of each would.

    Parameters
    ----------
    rules : sequence of snakemake.rules.Rule
        The rules of the figures, without wildcards.
    """

    def __init__(self, rules: Sequence[Any]) -> None:
        self.rules = rules

    @property
    def inputs(self) -> list[str]:
        """All files that the figures are drawn from."""
        return list(dict.fromkeys(str(path) for rule in self.rules for path in rule.input))

    @property
    def outputs(self) -> list[str]:
        """All files of the figures."""
        return [str(path) for rule in self.rules for path in rule.output]

    def caption(self, rule: Any) -> None:
        """Give the rule that draws the chapter the captions of the figures' own rules, for Snakemake's report."""
        flags = {str(path): path.flags for one in self.rules for path in one.output}
        for path in rule.output:
            path.flags.update(flags[str(path)])

    def jobs(self, place: Callable[[str], Any]) -> Callable[[Any], dict[str, dict[str, Any]]]:
        """Make the parameter that holds, for every figure, what its own job would be given.

        Parameters
        ----------
        place : callable
            Gives the place of a file of the repository, by its path there.
        """

        def of_figures(wildcards: Any) -> dict[str, dict[str, Any]]:
            return {rule.name: _job(rule, place) for rule in self.rules}

        return of_figures


def _job(rule: Any, place: Callable[[str], Any]) -> dict[str, Any]:
    inputs, outputs = rule.expand_input({})[0], rule.expand_output({})[0]
    parts = {
        "input": inputs,
        "output": outputs,
        "params": rule.expand_params({}, inputs, outputs, None)[0],
        "log": rule.expand_log({}),
    }
    plain = {name: type(part)(toclone=part, plainstr=name != "params") for name, part in parts.items()}
    return {"script": str(place(f"workflow/scripts/{str(rule.script).rpartition('/')[2]}")), **plain}


def as_job(rule: str, job: Mapping[str, Any], config: Mapping[str, Any]) -> SimpleNamespace:
    """Make of one entry of `Chapter.jobs` what a script knows as ``snakemake``.

    Parameters
    ----------
    rule : str
        Name of the figure's rule.
    job : mapping
        Its input, output, params and log.
    config : mapping
        The configuration.
    """
    parts = {key: job[key] for key in ("input", "output", "params", "log")}
    return SimpleNamespace(rule=rule, config=config, **parts)
