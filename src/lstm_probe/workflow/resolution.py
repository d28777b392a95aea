"""What was written of a Python file, with its names resolved once all of them are known."""

import ast
from dataclasses import dataclass, field

from lstm_probe.workflow.definitions import OWN, in_order
from lstm_probe.workflow.scopes import Scope

USE = "<use>"  # stands for a name of this package, which follows in the list of uses


@dataclass
class Name:
    """Hold a name with its attributes, such as 'zonal' and '.weights'.

    Parameters
    ----------
    name : str
        The name.
    attributes : str
        Its attributes, each after a dot.
    scope : Scope, optional
        Where it stands; none where the name is the full name of a module already.
    """

    name: str
    attributes: str = ""
    scope: Scope | None = None


@dataclass
class Body:
    """Hold the statements of a file or class, which are put in order.

    Parameters
    ----------
    scope : Scope
        The scope of the body.
    statements : list of tuple
        Each statement with what was written of it.
    """

    scope: Scope
    statements: list[tuple[ast.stmt, "Parts"]] = field(default_factory=list)


Parts = list[str | Name | Body]


class Resolution:
    """Collect the words of a file, and apart from them what it uses of this package.

    Parameters
    ----------
    parts : list
        What was written of the file.
    """

    def __init__(self, parts: Parts) -> None:
        self.words: list[str] = []
        self.uses: list[str] = []  # in the order of the words
        self.named: set[str] = set()  # all imports, builtins and names of the file's own that are used
        self._add(parts)

    def add_target(self, target: str) -> None:
        """Add what an imported name stands for."""
        if is_own(target):
            self.words.append(USE)
            self.uses.append(target)
        else:
            self.words.append(target)

    def _add(self, parts: Parts) -> None:
        for part in parts:
            if isinstance(part, str):
                self.words.append(part)
            elif isinstance(part, Body):
                for written in in_order(part.statements, part.scope):
                    self._add(written)
            else:
                targets = part.scope.targets(part.name) if part.scope else [part.name]
                self.named.update(targets or [part.name])
                for target in targets:
                    self.add_target(target + part.attributes)
                if not targets:
                    self.words.append(f"name {part.name}{part.attributes}")


def is_own(name: str) -> bool:
    """Return whether a dotted name is one of this package."""
    return name.split(".")[0] == OWN
