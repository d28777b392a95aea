"""Small packages with a script, in pairs that mean the same, and in pairs that do not."""

#: A small package, and a script that uses it.
BASE = {
    "script.py": (
        "from lstm_probe.data import camels_series\nfrom lstm_probe.metrics import r\nx = r(camels_series.read('a'))\n"
    ),
    "__init__.py": '__version__ = "1"\n',
    "metrics.py": "def r(x):\n    return x + 1\n\n\ndef rmse(x):\n    return x + 2\n",
    "unused.py": "X = 1\n",
    "data/__init__.py": '"""Data."""\n',
    "data/camels_series.py": (
        "import functools\nimport numpy as np\nfrom lstm_probe.data import gaps\n\nUNITS = {'a': 1}\n\n\n"
        "def register(f):\n    return f\n\n\n@functools.cache\ndef read(name, days=3):\n    '''Read.'''\n"
        "    series = gaps.fill(np.ones(days))\n    return [series * UNITS[name] for series in series]\n\n\n"
        "@register\ndef other():\n    return 1\n\n\n@register\ndef another():\n    return 2\n"
    ),
    "data/gaps.py": (
        "from pathlib import Path\nT = Path(__file__).with_name('gaps.csv')\n\n\ndef fill(x):\n    return T, x\n"
    ),
    "data/gaps.csv": "1\n",
}
SERIES = BASE["data/camels_series.py"]
Files = dict[str, str]


def without(*names: str) -> Files:
    """Give the small package without some of its files."""
    return {name: text for name, text in BASE.items() if name not in names}


def edited(file: str, *changes: tuple[str, str], files: Files = BASE) -> Files:
    """Give the small package with other text in a file; each change must find its place."""
    text = files[file]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {**files, file: text}


def series(*changes: tuple[str, str], files: Files = BASE) -> Files:
    """Give the small package with another module of series."""
    return edited("data/camels_series.py", *changes, files=files)


def script(*changes: tuple[str, str], files: Files = BASE) -> Files:
    """Give the small package with another script."""
    return edited("script.py", *changes, files=files)


MOVED = {  # camels_series is now data.camels_gb.series, and is called so where it is used; gaps has moved as well
    **without("data/camels_series.py", "data/gaps.py", "data/gaps.csv"),
    "script.py": (
        "from lstm_probe.data.camels_gb import series\nfrom lstm_probe.metrics import r\nx = r(series.read('a'))\n"
    ),
    "data/camels_gb/__init__.py": '"""CAMELS-GB."""\n',
    "data/camels_gb/series.py": SERIES.replace("from lstm_probe.data import gaps", "from lstm_probe.holes import gaps"),
    "holes/__init__.py": "",
    "holes/gaps.py": BASE["data/gaps.py"],
    "holes/gaps.csv": BASE["data/gaps.csv"],
}
IMPORT = "from lstm_probe.data import camels_series"
#: Packages whose script means what that of the small package means.
AS_BASE: dict[str, Files] = {
    "moved and renamed": MOVED,
    "moved, with relative imports": {
        **MOVED,
        "holes/a.py": "",
        "data/camels_gb/series.py": SERIES.replace("from lstm_probe.data import gaps", "from ...holes import gaps"),
    },
    "another alias": script((IMPORT, f"{IMPORT} as c"), ("camels_series.read", "c.read")),
    "a module by its whole name": script(
        (IMPORT, "import lstm_probe.data.camels_series"), ("(camels_series", "(lstm_probe.data.camels_series")
    ),
    "a function instead of its module": script(
        (IMPORT, "from lstm_probe.data.camels_series import read"), ("camels_series.read", "read")
    ),
    "a module instead of its function": script(
        ("from lstm_probe.metrics import r", "from lstm_probe import metrics"), ("r(camels", "metrics.r(camels")
    ),
    "imports sorted": script(
        ("from lstm_probe.metrics import r\n", ""), (IMPORT, f"from lstm_probe.metrics import r\n{IMPORT}")
    ),
    "numpy by another name": series(("import numpy as np", "from numpy import ones"), ("np.ones", "ones")),
    "an import inside the function": series(
        ("from lstm_probe.data import gaps\n", ""),
        ("    series = gaps", "    from lstm_probe.data import gaps\n    series = gaps"),
    ),
    "passed on by a package": {
        **script(
            (IMPORT, "from lstm_probe.data import camels_series as c"),
            ("camels_series.read", "c.read"),
            ("from lstm_probe.metrics import r", "from lstm_probe.scores import r"),
        ),
        "scores/__init__.py": "from lstm_probe.metrics import r\n",
    },
    "a docstring": series(("'''Read.'''", "'''Read, and say so.'''\n    # a comment")),
    "no docstring": series(("    '''Read.'''\n", "")),
    "sorted definitions": series(
        ("UNITS = {'a': 1}\n", ""),
        ("def register(f):\n    return f\n", ""),
        ("    return 2\n", "    return 2\n\n\nUNITS = {'a': 1}\n\n\ndef register(f):\n    return f\n"),
    ),
    "sorted functions": {**BASE, "metrics.py": "def rmse(x):\n    return x + 2\n\n\ndef r(x):\n    return x + 1\n"},
    "a module that is not imported": edited("unused.py", ("1", "2")),
    "one module more": {**BASE, "data/more.py": "X = 1\n"},
    "the version": edited("__init__.py", ("1", "2")),
}


FIRST = """from dataclasses import dataclass


def r(x):
    return Fit([x], 1).r()


@dataclass(frozen=True)
class Fit:
    x: list
    n: int = 1

    @property
    def m(self):
        return self.n

    def r(self, sign=1):
        return sign
"""
SECOND = """from dataclasses import dataclass


@dataclass(frozen=True)
class Fit:
    x: list
    n: int = 1

    def r(self, sign=1):
        return sign

    @property
    def m(self):
        return self.n


def r(x):
    return Fit([x], 1).r()
"""
FIELDS = {**BASE, "metrics.py": FIRST}
STORED = {
    **BASE,
    "script.py": "from lstm_probe.artefacts import store\nx = store.read('a')\n",
    "artefacts/__init__.py": "",
    "artefacts/store.py": "def read(x):\n    return x\n",
    "writing.py": "def read(x):\n    return x + 1\n",
}
OWN_NAMES = {  # a field, a parameter and names in loops that are called like an imported module, and are not it
    **BASE,
    "script.py": "from lstm_probe import metrics\nx = metrics.R(1).r()\n",
    "metrics.py": """from dataclasses import dataclass
from lstm_probe.data import gaps


@dataclass
class R:
    gaps: int

    def r(self):
        return gaps.fill(self.gaps)

    def s(self, gaps=1):
        return gaps + max(gaps for gaps in [1])

    def t(self):
        return [gaps for gaps in gaps.fill(1)]


def count():
    global total
    total = [x for x in range(3)]
    try:
        return (lambda gaps: gaps)(total)
    except ValueError as gaps:
        return gaps
""",
}
SAME: dict[str, tuple[Files, Files]] = {
    **{name: (BASE, files) for name, files in AS_BASE.items()},
    "a module without results": (STORED, edited("artefacts/store.py", ("return x", "return [x]"), files=STORED)),
    "names of one's own that a module has": (
        OWN_NAMES,
        edited(
            "metrics.py",
            ("import gaps", "import holes"),
            ("gaps.fill", "holes.fill"),
            files={**OWN_NAMES, "data/gaps.py": "", "data/holes.py": BASE["data/gaps.py"]},
        ),
    ),
    "sorted methods and classes": (FIELDS, {**BASE, "metrics.py": SECOND}),
}
SWAPPED = {**BASE, "data/camels_series.py": BASE["metrics.py"], "metrics.py": SERIES}
#: Two modules that differ only in what they use, each of which uses what differs.
TWINS = {
    **BASE,
    "script.py": "from lstm_probe import a, b\nx = a.f() - b.f()\n",
    "a.py": "from lstm_probe.c import g\n\n\ndef f():\n    return g()\n",
    "b.py": "from lstm_probe.d import g\n\n\ndef f():\n    return g()\n",
    "c.py": "def g():\n    return 1\n",
    "d.py": "def g():\n    return 2\n",
}
#: Two modules that import one another, and each a function of its own.
CIRCLE = {
    **BASE,
    "script.py": "from lstm_probe import a\nx = a.f(1)\n",
    "a.py": "from lstm_probe import b\n\n\ndef f(x):\n    return b.f(x) + 1\n",
    "b.py": "from lstm_probe import a\n\n\ndef f(x):\n    return a.f(x) if x else 0\n",
}
NAMED = {**BASE, "script.py": "import importlib\nx = importlib.import_module('lstm_probe.' + 'unused').X\n"}
REGISTRY = {
    **BASE,
    "script.py": "from somewhere import load\nx = [load('lstm_probe.unused'), load('lstm_probe.data.gaps:fill')]\n",
}
SHOWN = {  # a module as a value, of which somebody takes a name that it only passes on
    **BASE,
    "script.py": "from lstm_probe import shown\nx = getattr(shown, 'f')()\n",
    "shown.py": "from lstm_probe.metrics import r as f\nfrom lstm_probe.metrics import rmse as g\n",
}
STAND_IN = {
    **TWINS,
    "script.py": "from lstm_probe.e import g\nx = g()\n",
    "e.py": "try:\n    from lstm_probe.c import g\nexcept ImportError:\n    from lstm_probe.d import g\n",
}
TEMPLATE = {
    **edited("data/gaps.py", ("gaps.csv", "page.html.j2")),
    "data/page.html.j2": '{% include "part.html.j2" %}',
    "data/part.html.j2": "a",
}
INIT = {**BASE, "data/__init__.py": "import numpy as np\n\nnp.seterr(all='raise')\n"}
STAR = {**BASE, "script.py": "from lstm_probe.metrics import *\nx = r(1)\n"}
SWITCH = edited(
    "data/camels_series.py", ("@functools.cache\ndef read(name, days=3)", "DAYS = 3\n\n\ndef read(name, days=DAYS)")
)
TWICE = series(("DAYS = 3\n", "DAYS = 3\nDAYS = 4\n"), files=SWITCH)
#: A package that gives a function the name of a module of its own.
SAME_NAME = {
    **BASE,
    "script.py": "from lstm_probe.data import gaps\nfrom lstm_probe.metrics import r, rmse\nx = gaps(1)\n",
    "data/__init__.py": "from lstm_probe.metrics import r as gaps\n",
}
IN_CLASS = {**BASE, "metrics.py": "class R:\n    from numpy import ones\n\n\ndef r(x):\n    return R.ones(x)\n"}
PREPARED = {
    **BASE,
    "metrics.py": "import os\n\nos.environ['A'] = '1'\nimport torch\n\n\ndef r(x):\n    return torch.ones(x)\n",
}
OTHER: dict[str, tuple[Files, Files]] = {
    "a constant": (BASE, series(("'a': 1", "'a': 2"))),
    "a default": (BASE, series(("days=3", "days=4"))),
    "a decorator": (BASE, series(("@functools.cache\n", ""))),
    "a decorator's place": (
        BASE,
        series(
            ("def other():\n    return 1", "def X"),
            ("def another():\n    return 2", "def other():\n    return 1"),
            ("def X", "def another():\n    return 2"),
        ),
    ),
    "a data file": (BASE, {**BASE, "data/gaps.csv": "2\n"}),
    "a data file that a data file names": (TEMPLATE, {**TEMPLATE, "data/part.html.j2": "b"}),
    "a function that is not called": (BASE, edited("metrics.py", ("x + 2", "x + 3"))),
    "a function's name": (BASE, script(("import r", "import rmse as r"))),
    "another module of the same function": (TWINS, script(("a.f() -", "b.f() -"), files=TWINS)),
    "another function of numpy": (BASE, series(("np.ones", "np.zeros"))),
    "another package of the same name": (BASE, series(("import numpy as np", "import cupy as np"))),
    "swapped modules": (BASE, SWAPPED),
    "swapped modules that differ in what they use": (TWINS, {**TWINS, "a.py": TWINS["b.py"], "b.py": TWINS["a.py"]}),
    "swapped modules below": (TWINS, {**TWINS, "c.py": TWINS["d.py"], "d.py": TWINS["c.py"]}),
    "one of a circle": (CIRCLE, edited("b.py", ("else 0", "else 1"), files=CIRCLE)),
    "a swapped circle": (
        CIRCLE,
        {
            **CIRCLE,
            "a.py": CIRCLE["b.py"].replace("import a", "import b").replace("a.f", "b.f"),
            "b.py": CIRCLE["a.py"].replace("import b", "import a").replace("b.f", "a.f"),
        },
    ),
    "a module found by a text": (NAMED, edited("unused.py", ("1", "2"), files=NAMED)),
    "a module named in a text": (REGISTRY, edited("unused.py", ("1", "2"), files=REGISTRY)),
    "a function named in a text": (REGISTRY, edited("data/gaps.py", ("T, x", "x, T"), files=REGISTRY)),
    "another module named in a text": (REGISTRY, script(("lstm_probe.unused", "lstm_probe.metrics"), files=REGISTRY)),
    "what a module passes on": (
        SHOWN,
        edited("shown.py", ("r as f", "r as h"), ("rmse as g", "rmse as f"), ("r as h", "r as g"), files=SHOWN),
    ),
    "what stands in": (
        STAND_IN,
        edited("e.py", ("probe.c", "probe.x"), ("probe.d", "probe.c"), ("probe.x", "probe.d"), files=STAND_IN),
    ),
    "what a package does": (INIT, edited("data/__init__.py", ("raise", "warn"), files=INIT)),
    "an import for its effect": (BASE, edited("metrics.py", ("def r(x)", "import cf_xarray\n\n\ndef r(x)"))),
    "an import of everything": (STAR, edited("metrics.py", ("x + 1", "x + 3"), files=STAR)),
    "everything of another module": (STAR, script(("metrics import", "unused import"), files=STAR)),
    "a default between two values": (
        TWICE,
        series(
            ("DAYS = 4\n", ""),
            (
                "return [series * UNITS[name] for series in series]\n",
                "return [series * UNITS[name] for series in series]\n\n\nDAYS = 4\n",
            ),
            files=TWICE,
        ),
    ),
    "the order of fields": (
        FIELDS,
        edited("metrics.py", ("    x: list\n", ""), ("n: int = 1", "n: int = 1\n    x: list = 1"), files=FIELDS),
    ),
    "a default of nothing": (
        edited("metrics.py", ("def r(x)", "def r(x, *, y)")),
        edited("metrics.py", ("def r(x)", "def r(x, *, y=None)")),
    ),
    "a mapping unpacked": (script(("x = r", "x = {None: {}}; y = r")), script(("x = r", "x = {**{}}; y = r"))),
    "a text instead of a name": (BASE, edited("metrics.py", ("x + 1", "'x' + 1"))),
    "a call of a text's method": (BASE, edited("metrics.py", ("x + 1", "x.real + 1"))),
    "a builtin's name for a module": (
        script(("x = r(", "x = abs(")),
        script(("x = r(", "from numpy import abs\nx = abs(")),
    ),
    "another module without results": (
        STORED,
        edited("script.py", ("import store", "import writing as store"), files=STORED),
    ),
    "an import into a class": (IN_CLASS, edited("metrics.py", ("import ones", "import zeros as ones"), files=IN_CLASS)),
    "an import of a module into a class": (
        edited("metrics.py", ("import ones", "import linalg as m"), files=IN_CLASS),
        edited("metrics.py", ("import ones", "import random as m"), files=IN_CLASS),
    ),
    "an import after what prepares it": (
        PREPARED,
        {
            **PREPARED,
            "metrics.py": "import os\nimport torch\n\nos.environ['A'] = '1'\n\n\ndef r(x):\n    return torch.ones(x)\n",
        },
    ),
    "the order of fields with defaults": (
        edited("metrics.py", ("    x: list\n", "    x: list = 2\n"), files=FIELDS),
        edited(
            "metrics.py", ("    x: list\n", ""), ("    n: int = 1\n", "    n: int = 1\n    x: list = 2\n"), files=FIELDS
        ),
    ),
    "a value that a function sets": (
        edited("metrics.py", ("    return x + 1\n", "    global N\n    N = x\n    return x\n\n\nN = 1\nr(2)\n")),
        edited("metrics.py", ("    return x + 1\n", "    global N\n    N = x\n    return x\n\n\nr(2)\nN = 1\n")),
    ),
    "a method": (FIELDS, edited("metrics.py", ("return sign", "return -sign"), files=FIELDS)),
    "a function of a module's name": (
        SAME_NAME,
        edited("data/__init__.py", ("import r", "import rmse"), files=SAME_NAME),
    ),
    "a local name for a module": (BASE, script(("x = r(", "camels_series = r\nx = r("))),
    "annotations as texts": (
        BASE,
        edited("metrics.py", ("def r(x)", "from __future__ import annotations\n\n\ndef r(x)")),
    ),
}
