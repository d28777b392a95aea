"""Put the definitions of a file or class into an order that does not depend on where they stand, where that is safe.

A function, a class or a constant may stand anywhere if making it neither runs code nor reads what another statement may
change: then only its name and content count. Every other statement keeps its place among its like.
"""

import ast
from collections.abc import Iterable
from typing import TypeVar

from lstm_probe.workflow.scopes import Scope

OWN = "lstm_probe"
Written = TypeVar("Written")
Function = ast.FunctionDef | ast.AsyncFunctionDef
#: Decorators that neither register nor change anything but what they decorate.
HARMLESS = {
    "abc.abstractmethod",
    "classmethod",
    "contextlib.contextmanager",
    "dataclasses.dataclass",
    "functools.cache",
    "functools.cached_property",
    "functools.lru_cache",
    "property",
    "staticmethod",
    "torch.no_grad",
}


def in_order(statements: Iterable[tuple[ast.stmt, Written]], scope: Scope) -> list[Written]:
    """Sort what was written of a body's statements: free definitions by name, then the others as they stand.

    Parameters
    ----------
    statements : iterable of tuple
        Statements of a file or of a class, each with what was written of it.
    scope : Scope
        The scope of the body, with all its names.
    """
    free: dict[str, Written] = {}
    others: list[Written] = []
    for statement, written in statements:
        name = _free_name(statement, scope)
        if name is None:
            others.append(written)
        else:
            free[name] = written
    return [*(free[name] for name in sorted(free)), *others]


def _free_name(statement: ast.stmt, scope: Scope) -> str | None:
    """Name what a statement defines if it may stand anywhere; the fields of a class keep their places."""
    name, free = None, False
    if isinstance(statement, Function):
        name, free = statement.name, _function_is_free(statement, scope)
    elif isinstance(statement, ast.ClassDef):
        name, free = statement.name, _class_is_free(statement, scope)
    elif isinstance(statement, ast.Assign | ast.AnnAssign) and not scope.of_class:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        if len(targets) == 1 and isinstance(targets[0], ast.Name) and statement.value:
            name, free = targets[0].id, _is_inert(statement.value, scope)
    return name if free and name and scope.times_bound_here(name) == 1 else None


def _function_is_free(function: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> bool:
    defaults = [*function.args.defaults, *filter(None, function.args.kw_defaults)]
    return _decorators_are_harmless(function, scope) and all(_is_inert(default, scope) for default in defaults)


def _class_is_free(definition: ast.ClassDef, scope: Scope) -> bool:
    """Judge a class: its bases come from other packages, so that no class of this one keeps a list of its heirs."""
    bases = [scope.full_name(base) for base in definition.bases]
    known = all(base and base.split(".")[0] != OWN for base in bases)
    plain = known and not definition.keywords and _decorators_are_harmless(definition, scope)
    return plain and all(_is_free_inside(statement, scope) for statement in definition.body)


def _is_free_inside(statement: ast.stmt, scope: Scope) -> bool:
    """Judge a statement in the body of a class."""
    if isinstance(statement, Function):
        return _function_is_free(statement, scope)
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        return statement.value is None or _is_inert(statement.value, scope) or _is_field(statement.value, scope)
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _is_field(value: ast.expr, scope: Scope) -> bool:
    return (
        isinstance(value, ast.Call)
        and scope.full_name(value.func) == "dataclasses.field"
        and all(_is_inert(word.value, scope) for word in value.keywords)
    )


def _decorators_are_harmless(definition: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, scope: Scope) -> bool:
    for decorator in definition.decorator_list:
        called, given = decorator, []
        if isinstance(decorator, ast.Call):
            called, given = decorator.func, [*decorator.args, *(word.value for word in decorator.keywords)]
        if scope.full_name(called) not in HARMLESS or not all(_is_inert(value, scope) for value in given):
            return False
    return True


def _is_inert(value: ast.expr, scope: Scope) -> bool:
    """Judge whether a value is the same wherever it is written: it calls nothing and reads nothing that changes."""
    if isinstance(value, ast.Name):
        return scope.times_bound(value.id) <= 1
    if isinstance(value, ast.Attribute):
        return scope.full_name(value) is not None
    if isinstance(value, ast.Tuple | ast.List | ast.Set):
        return all(_is_inert(part, scope) for part in value.elts)
    if isinstance(value, ast.Dict):
        return None not in value.keys and all(_is_inert(part, scope) for part in [*value.keys, *value.values] if part)
    if isinstance(value, ast.Lambda):
        return not value.args.defaults and not any(value.args.kw_defaults)
    if isinstance(value, ast.UnaryOp | ast.BinOp):
        parts = [value.operand] if isinstance(value, ast.UnaryOp) else [value.left, value.right]
        return all(not isinstance(part, ast.Name | ast.Attribute) and _is_inert(part, scope) for part in parts)
    return isinstance(value, ast.Constant)
