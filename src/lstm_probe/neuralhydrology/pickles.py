"""Read a pickle as a description of what it would make, and make nothing.

Versions of NeuralHydrology before 1.0 kept their scalers as pickles of pandas and xarray. A pickle is a program; here
its instructions fill lists, mappings and `Made`, which only note the name of what would be called. Nothing is imported
and nothing called, whatever the file says; names outside a short list, and instructions that no such file has, are
refused.
"""

import pickletools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lstm_probe.errors import InputError, shortlist
from lstm_probe.neuralhydrology import plain_yaml

#: Names that may stand in a pickle, by the beginning of their module.
NAMES = {
    "xarray": {"Dataset", "Variable", "IndexVariable", "DataArray", "Frozen"},
    "pandas": {"Series", "SingleBlockManager", "BlockManager", "Index", "_new_Index", "new_block", "_unpickle_block"},
    "numpy": {"_reconstruct", "ndarray", "dtype", "scalar"},
    "builtins": {"slice", "set"},
    "collections": {"OrderedDict"},
    "copyreg": {"_reconstructor"},
    "_codecs": {"encode"},
}
EXPECTED = "the numbers of a scaler of NeuralHydrology, in its own pickle"


@dataclass(frozen=True)
class Name:
    """Name what a pickle would import."""

    module: str
    name: str


class Made:
    """Note what a pickle would call, with what, and the state that it would give it."""

    def __init__(self, name: Name, arguments: tuple[Any, ...]) -> None:
        self.name, self.arguments = name, arguments
        self.state: Any = None
        self.entries: dict[Any, Any] = {}


class Refused(ValueError):
    """Refuse an instruction or a name."""


MARK = object()


class _Machine:
    """Follow the instructions of a pickle on a stack of plain values."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}
        self.result: Any = None

    def pop(self) -> Any:
        if not self.stack or self.stack[-1] is MARK:
            raise Refused("more taken than there is")
        return self.stack.pop()

    def since_mark(self) -> list[Any]:
        taken: list[Any] = []
        while self.stack:
            if (value := self.stack.pop()) is MARK:
                return taken[::-1]
            taken.append(value)
        raise Refused("no mark")

    def top(self, kind: type) -> Any:
        if not self.stack or not isinstance(self.stack[-1], kind):
            raise Refused(f"no {kind.__name__} where one is filled")
        return self.stack[-1]

    def name(self, module: Any, name: Any) -> None:
        allowed = isinstance(module, str) and isinstance(name, str) and name in NAMES.get(module.split(".")[0], ())
        if not allowed:
            raise Refused(f"'{module}.{name}', which no scaler has")
        self.stack.append(Name(module, name))

    def call(self) -> None:
        arguments, called = self.pop(), self.pop()
        if not isinstance(called, Name) or not isinstance(arguments, tuple):
            raise Refused("a call of what is no name")
        self.stack.append(Made(called, arguments))

    def build(self) -> None:
        state = self.pop()
        self.top(Made).state = state

    def put_items(self, pairs: list[Any]) -> None:
        target = self.top(object)
        entries = target.entries if isinstance(target, Made) else target
        if not isinstance(entries, dict) or len(pairs) % 2:
            raise Refused("no dict where one is filled")
        entries.update(zip(pairs[::2], pairs[1::2], strict=True))

    def finish(self) -> None:
        self.result = self.pop()


def _push(machine: _Machine, value: Any) -> None:
    machine.stack.append(value)


def _append(machine: _Machine, values: list[Any]) -> None:
    machine.top(list).extend(values)


def _last(machine: _Machine, count: int) -> tuple[Any, ...]:
    return tuple(machine.pop() for _ in range(count))[::-1]


def _get(machine: _Machine, place: Any) -> None:
    machine.stack.append(machine.memo[int(place)])


def _global(machine: _Machine, argument: str) -> None:
    machine.name(*argument.split(" ", 1))


def _dict(machine: _Machine, _: Any) -> None:
    values = machine.since_mark()
    _push(machine, {})
    machine.put_items(values)


def _remember(machine: _Machine, place: Any) -> None:
    machine.memo[len(machine.memo) if place is None else int(place)] = machine.top(object)


TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
NUMBERS = ("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "FLOAT", "BINFLOAT")
TEXT = ("STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8")
BYTES = ("BINBYTES", "SHORT_BINBYTES", "BINBYTES8")
DO: dict[str, Callable[[_Machine, Any], None]] = {
    **dict.fromkeys((*NUMBERS, *TEXT, *BYTES), _push),
    **dict.fromkeys(["PROTO", "FRAME"], lambda machine, argument: None),
    **dict.fromkeys(["GET", "BINGET", "LONG_BINGET"], _get),
    **dict.fromkeys(["PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE"], _remember),
    "NONE": lambda m, _: _push(m, None),
    "NEWTRUE": lambda m, _: _push(m, True),
    "NEWFALSE": lambda m, _: _push(m, False),
    "MARK": lambda m, _: _push(m, MARK),
    **dict.fromkeys(["EMPTY_LIST", "EMPTY_SET"], lambda m, _: _push(m, [])),  # a set is a list here
    "EMPTY_DICT": lambda m, _: _push(m, {}),
    "EMPTY_TUPLE": lambda m, _: _push(m, ()),
    "LIST": lambda m, _: _push(m, m.since_mark()),
    "TUPLE": lambda m, _: _push(m, tuple(m.since_mark())),
    **dict.fromkeys(TUPLES, lambda m, count: _push(m, _last(m, count))),
    "DICT": _dict,
    "APPEND": lambda m, _: _append(m, [m.pop()]),
    **dict.fromkeys(["APPENDS", "ADDITEMS"], lambda m, _: _append(m, m.since_mark())),
    "SETITEM": lambda m, _: m.put_items(list(_last(m, 2))),
    "SETITEMS": lambda m, _: m.put_items(m.since_mark()),
    "GLOBAL": _global,
    "STACK_GLOBAL": lambda m, _: m.name(*_last(m, 2)),
    **dict.fromkeys(["REDUCE", "NEWOBJ"], lambda m, _: m.call()),
    "BUILD": lambda m, _: m.build(),
    "STOP": lambda m, _: m.finish(),
}


def describe(path: Path) -> Any:
    """Read a pickle without making anything of it.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Any
        Lists, mappings, text, numbers, bytes, `Name` and `Made`.

    Raises
    ------
    InputError
        If it is damaged, names what no scaler has, or has an instruction that no scaler has.
    """
    machine, content = _Machine(), plain_yaml.contents(path, EXPECTED)
    try:
        for instruction, argument, _ in pickletools.genops(content):
            if instruction.name not in DO:
                raise Refused(f"the instruction {instruction.name}, which no scaler has")
            DO[instruction.name](machine, TUPLES.get(instruction.name, argument))
    except Refused as error:
        advice = "do not trust this file: take the run from whoever trained it, or write its states (source: states)"
        raise InputError(str(path), str(error), f"{EXPECTED}: names of {shortlist(NAMES)}", advice) from error
    except (ValueError, LookupError, TypeError, OverflowError, AttributeError, MemoryError) as error:
        found = f"a damaged or truncated pickle ({str(error)[:120]})"
        raise InputError(str(path), found, EXPECTED, plain_yaml.ADVICE) from error
    return machine.result
