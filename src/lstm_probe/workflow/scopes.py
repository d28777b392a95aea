"""What a name in a Python file stands for: something that was imported, or something of the file's own."""

import ast
from collections import Counter


class Scope:
    """Hold the names that a file, a class, a function or a comprehension binds.

    Parameters
    ----------
    parent : Scope, optional
        The scope around it; none around a file.
    of_class : bool
        Whether it is the body of a class, whose names the functions in it do not see.
    """

    def __init__(self, parent: "Scope | None" = None, *, of_class: bool = False) -> None:
        self.parent = parent
        self.of_class = of_class
        self.imports: dict[str, list[str]] = {}
        self._others: Counter[str] = Counter()
        self._declared: dict[str, Scope] = {}

    def bind(self, name: str) -> None:
        """Note that a statement of this scope gives a name a value."""
        self._declared.get(name, self)._others[name] += 1

    def bind_import(self, name: str, target: str) -> None:
        """Note that an import gives a name to what a dotted name, such as 'numpy.mean', stands for."""
        self._declared.get(name, self).imports.setdefault(name, []).append(target)

    def declare(self, statement: ast.Global | ast.Nonlocal) -> None:
        """Note that names belong to the file, or to the scope around this one."""
        outer = self.parent or self
        while isinstance(statement, ast.Global) and outer.parent:
            outer = outer.parent
        self._declared.update(dict.fromkeys(statement.names, outer))

    def targets(self, name: str) -> list[str]:
        """List the dotted names of the imports that a name stands for: none if it is not imported, seldom several."""
        scope: Scope | None = self
        while scope is not None:
            if scope is self or not scope.of_class:
                if name in scope.imports:
                    return scope.imports[name]
                if name in scope._others:
                    return []
            scope = scope._declared.get(name, scope.parent)
        return []

    def times_bound(self, name: str) -> int:
        """Count how often a name is bound here and in all scopes around."""
        return self.times_bound_here(name) + (self.parent.times_bound(name) if self.parent else 0)

    def times_bound_here(self, name: str) -> int:
        """Count how often a name is bound in this scope."""
        return self._others[name] + len(self.imports.get(name, ()))

    def full_name(self, node: ast.expr) -> str | None:
        """Write a name with its attributes as the import that it stands for, or as a builtin; None for all else."""
        attributes = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        targets = self.targets(node.id)
        if len(targets) > 1 or self.times_bound(node.id) != len(targets):
            return None
        return ".".join([*(targets or [node.id]), *reversed(attributes)])

    def single_imports(self) -> dict[str, str]:
        """Map the names that one import binds here, and nothing else, to what they stand for."""
        single = {name: targets[0] for name, targets in self.imports.items() if len(set(targets)) == 1}
        return {name: target for name, target in single.items() if name not in self._others}
