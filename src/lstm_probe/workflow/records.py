"""Compare, before any job, what every artefact was made from with what it would be made from now.

Snakemake remembers parameters in its own folder, which may be removed, and goes by the times of files, which may be
set. Here each artefact's own record (`made_of`) is asked. Artefacts that are there and were made from something else,
or have no record, are made anew, whatever Snakemake remembers.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

from lstm_probe.artefacts import made_of
from lstm_probe.errors import shortlist

Wildcards = dict[str, str]


class Records:
    """Know the records of all artefacts of a workflow, as they are and as they should be.

    Parameters
    ----------
    workflow : snakemake.workflow.Workflow
        The workflow, whose rules are there once `keep` is called; of a module, those that the other workflow uses.
    explain : callable, optional
        Takes one line for each job whose own parameters differ from those of its record.
    """

    def __init__(self, workflow: Any, explain: Callable[[str], None] | None = None) -> None:
        self.workflow = workflow
        self.modifier = workflow.modifier  # of this workflow, where another one takes it as a module
        self.explain = explain
        self._due: dict[tuple[str, tuple[tuple[str, str], ...]], made_of.Record] = {}
        self._producers: dict[str, tuple[Any, Wildcards] | None] = {}
        self._judged: set[tuple[str, tuple[tuple[str, str], ...]]] = set()

    def keep(self, without: Iterable[str] = ()) -> None:
        """Let every rule write records of its artefacts, and have them compared before any job.

        Parameters
        ----------
        without : iterable of str
            Artefacts without records, as their names say what they were made from.
        """
        apart = {self.workflow.pathvars.apply(path) for path in without}
        for rule in [rule for rule in self.workflow.rules if rule in self.modifier.rules]:
            artefacts = [str(path) for path in rule.output if str(path) not in apart]
            if artefacts:
                rule.set_output(made_of=[made_of.place(path) for path in artefacts])
                rule.set_input(self._judgement(rule))

    def upstream(self, name: str) -> dict[str, str]:
        """Digest the settings of all artefacts that a rule without wildcards reads, directly or not.

        Parameters
        ----------
        name : str
            Name of the rule, as it is written.

        Returns
        -------
        dict of str to str
            By path, each after those that it is made from.
        """
        found: dict[str, str] = {}

        def visit(rule: Any, wildcards: Wildcards) -> None:
            for path in map(str, rule.expand_input(wildcards)[0]):
                producer = self._producer(path)
                if producer and path not in found:
                    visit(*producer)
                    found[path] = self._record_due(*producer).settings

        visit(self.workflow.get_rule(self.modifier.modify_rulename(name)), {})
        return found

    def _judgement(self, rule: Any) -> Callable[[Any], list[str]]:
        """Make an input function that names no file, but has a job run whose artefacts were made otherwise."""

        def judge(wildcards: Any) -> list[str]:
            known = dict(wildcards.items())
            key = _key(rule, known)
            if self.workflow.is_main_process and key not in self._judged:
                self._judged.add(key)
                outputs = rule.expand_output(known)[0]
                own = (path for path in outputs if path not in outputs.made_of)
                due = {path: self._record_of(str(path)) for path in own}
                if others := [path for path, record in due.items() if _differs(path, record)]:
                    self.workflow.dag.forcefiles.update(others)
                    self._explain(others, due[others[0]])
            return []

        return judge

    def _explain(self, others: list[Any], due: made_of.Record | None) -> None:
        """Explain why artefacts are made anew, unless it is only that others are."""
        was = made_of.read(others[0])
        if self.explain and was is None:
            self.explain(f"{shortlist(others)}: made anew, as nothing says what it was made from")
        elif self.explain and was and due:
            differ = [name for name, digest in due.parameters.items() if was.parameters.get(name) != digest]
            if names := [name for name in differ if name != made_of.UPSTREAM]:
                self.explain(f"{shortlist(others)}: made anew, as it was made with other {shortlist(names)}")

    def _record_due(self, rule: Any, wildcards: Wildcards) -> made_of.Record:
        """Make the record that the artefacts of a job should have now."""
        key = _key(rule, wildcards)
        if key not in self._due:
            inputs = rule.expand_input(wildcards)[0]
            parameters = rule.expand_params(wildcards, inputs, rule.expand_output(wildcards)[0], None)[0]
            records = [self._record_of(str(path)) for path in inputs]
            self._due[key] = made_of.record(dict(parameters.items()), records)
        return self._due[key]

    def _record_of(self, path: str) -> made_of.Record | None:
        producer = self._producer(path)
        return self._record_due(*producer) if producer else made_of.read(path)

    def _producer(self, path: str) -> tuple[Any, Wildcards] | None:
        """Find the rule and the wildcards that make an artefact and its record."""
        if path not in self._producers:
            place = made_of.place(path)
            makers = (rule for rule in self.workflow.rules if any(output.match(place) for output in rule.output))
            maker = next(makers, None)
            self._producers[path] = (maker, maker.get_wildcards(place)) if maker else None
        return self._producers[path]


def _key(rule: Any, wildcards: Wildcards) -> tuple[str, tuple[tuple[str, str], ...]]:
    return rule.name, tuple(sorted(wildcards.items()))


def _differs(path: Any, due: made_of.Record | None) -> bool:
    """Say whether an artefact is there and was made from something else than it should be."""
    return os.path.lexists(path) and made_of.read(path) != due
