"""Write the syntax of a Python file so that it does not change where only names of modules and places do.

Comments, docstrings and import statements are left out. A name that was imported is written as what it stands for, so
that no alias counts: `series.read` and `read` are the same where one file imports the module `series` and the other
imports `read` from it.
"""

import ast
import re
from typing import Any

from lstm_probe.workflow.definitions import OWN
from lstm_probe.workflow.resolution import Body, Name, Parts
from lstm_probe.workflow.scopes import Scope

MODULE_IN_TEXT = re.compile(rf"({OWN}(?:\.\w+)+)(:.*)?")
LEFT_OUT = {"ctx", "kind", "type_comment", "type_ignores"}


class Syntax:
    """Write the syntax of a file, in one pass: every start of Snakemake waits for it.

    Parameters
    ----------
    statements : list of ast.stmt
        The body of the file.
    package : str
        The package that the file belongs to, which relative imports start from.
    """

    def __init__(self, statements: list[ast.stmt], package: str) -> None:
        self.package = package
        self.scope = Scope()
        self.imports: dict[str, None] = {}  # whatever is imported anywhere in the file
        self.texts: set[str] = set()  # all strings, which may name files
        self.parts: Parts = []
        self._body(statements, self.parts, self.scope)

    def _write(self, node: ast.AST, parts: Parts, scope: Scope) -> None:
        kind = type(node)
        if special := SPECIAL.get(kind):
            special(self, node, parts, scope)
        else:
            parts.append(f"{kind.__name__}(")
            self._fields(node, parts, scope)
            parts.append(")")

    def _fields(self, node: ast.AST, parts: Parts, scope: Scope, without: tuple[str, ...] = ()) -> None:
        for name in node._fields:
            value = getattr(node, name, None)
            if value is None or value == [] or name in LEFT_OUT or name in without:
                continue
            parts.append(f" {name}=")
            if isinstance(value, ast.AST):
                self._write(value, parts, scope)
            elif isinstance(value, list):
                self._list(value, parts, scope)
            else:
                parts.append(repr(value))

    def _list(self, values: list[Any], parts: Parts, scope: Scope) -> None:
        parts.append("[")
        for value in values:
            before = len(parts)
            if isinstance(value, ast.AST):
                self._write(value, parts, scope)
            else:  # a declared name, or a gap: a parameter without a default, a mapping that is unpacked
                parts.append("<gap>" if value is None else repr(value))
            if len(parts) > before:  # neither docstrings nor imports leave a trace
                parts.append(",")
        parts.append("]")

    def _body(self, statements: list[ast.stmt], parts: Parts, scope: Scope) -> None:
        """Write the statements of a file or a class; an import after others keeps its place, as they may prepare it."""
        body, late = Body(scope), scope.of_class
        for statement in statements:
            written: Parts = []
            self._write(statement, written, scope)
            if isinstance(statement, ast.Import | ast.ImportFrom):
                names = self._imported(statement) if late else []
                written += [
                    part for name, target in names for part in (f"import {name * scope.of_class}=", Name(target))
                ]
            elif written:
                late = True
            body.statements.append((statement, written))
        parts.append(body)

    def _name(self, node: ast.Name, parts: Parts, scope: Scope) -> None:
        if not isinstance(node.ctx, ast.Load):
            scope.bind(node.id)
        parts.append(Name(node.id, scope=scope))

    def _attribute(self, node: ast.Attribute, parts: Parts, scope: Scope) -> None:
        attributes, base = f".{node.attr}", node.value
        while isinstance(base, ast.Attribute):
            attributes, base = f".{base.attr}{attributes}", base.value
        if isinstance(base, ast.Name):
            parts.append(Name(base.id, attributes, scope))
        else:
            self._write(base, parts, scope)
            parts.append(attributes)

    def _constant(self, node: ast.Constant, parts: Parts, scope: Scope) -> None:
        if isinstance(node.value, str):
            self.texts.add(node.value)
            if module := MODULE_IN_TEXT.fullmatch(node.value):
                self.imports[module[1]] = None
                parts.extend(["text ", Name(module[1]), repr(module[2])])
                return
        parts.append(repr(node.value))

    def _statement_of_value(self, node: ast.Expr, parts: Parts, scope: Scope) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self._write(node.value, parts, scope)

    def _import(self, node: ast.Import | ast.ImportFrom, parts: Parts, scope: Scope) -> None:
        for name, target in self._imported(node):
            self.imports[target] = None
            if name == "*" or target.startswith("__future__."):
                parts.extend([f"import {name} of ", Name(target)])
            else:
                scope.bind_import(name, target)
        if isinstance(node, ast.Import):
            self.imports |= dict.fromkeys(alias.name for alias in node.names)

    def _imported(self, node: ast.Import | ast.ImportFrom) -> list[tuple[str, str]]:
        """List the names that an import binds, each with what it stands for: of `import a.b` the package `a`."""
        if isinstance(node, ast.Import):
            firsts = [(alias, alias.name.split(".")[0]) for alias in node.names]
            return [(alias.asname or first, alias.name if alias.asname else first) for alias, first in firsts]
        above = self.package.split(".")[: len(self.package.split(".")) + 1 - node.level] if node.level else []
        origin = ".".join([*above, *([node.module] if node.module else [])])
        return [(alias.asname or alias.name, f"{origin}.{alias.name}".removesuffix(".*")) for alias in node.names]

    def _function(self, node: Any, parts: Parts, scope: Scope) -> None:
        inner = Scope(scope)
        given = node.args
        for argument in [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]:
            if argument:
                inner.bind(argument.arg)
        parts.append(f"{type(node).__name__}(")
        if isinstance(node, ast.Lambda):
            self._write(given, parts, scope)
            self._write(node.body, parts, inner)
        else:
            scope.bind(node.name)
            self._fields(node, parts, scope, without=("body",))
            self._list(node.body, parts, inner)
        parts.append(")")

    def _class(self, node: ast.ClassDef, parts: Parts, scope: Scope) -> None:
        scope.bind(node.name)
        parts.append("ClassDef(")
        self._fields(node, parts, scope, without=("body",))
        self._body(node.body, parts, Scope(scope, of_class=True))
        parts.append(")")

    def _comprehension(self, node: Any, parts: Parts, scope: Scope) -> None:
        inner = Scope(scope)
        parts.append(f"{type(node).__name__}(")
        self._write(node.generators[0].iter, parts, scope)
        self._fields(node.generators[0], parts, inner, without=("iter",))
        self._list(node.generators[1:], parts, inner)
        self._fields(node, parts, inner, without=("generators",))
        parts.append(")")

    def _binding(self, node: Any, parts: Parts, scope: Scope) -> None:
        """Write what binds a name that is no node of its own: an except clause or a pattern."""
        if name := getattr(node, "rest" if isinstance(node, ast.MatchMapping) else "name"):
            scope.bind(name)
        parts.append(f"{type(node).__name__}(")
        self._fields(node, parts, scope)
        parts.append(")")

    def _declaration(self, node: ast.Global | ast.Nonlocal, parts: Parts, scope: Scope) -> None:
        scope.declare(node)
        parts.append(f"{type(node).__name__}({node.names})")


SPECIAL: dict[type, Any] = {
    ast.Name: Syntax._name,
    ast.Attribute: Syntax._attribute,
    ast.Constant: Syntax._constant,
    ast.Expr: Syntax._statement_of_value,
    **dict.fromkeys((ast.Import, ast.ImportFrom), Syntax._import),
    ast.ClassDef: Syntax._class,
    **dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda), Syntax._function),
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), Syntax._comprehension),
    **dict.fromkeys((ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping), Syntax._binding),
    **dict.fromkeys((ast.Global, ast.Nonlocal), Syntax._declaration),
}
