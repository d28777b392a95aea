"""Settings of the LSTM: what it is built of, how it is trained, and how its states are read."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from lstm_probe.errors import InputError, shortlist
from lstm_probe.model.embeddings import Embedding

Settings = TypeVar("Settings", "Architecture", "Training", "Reading")


@dataclass(frozen=True)
class Architecture:
    """Say what the LSTM is built of.

    Parameters
    ----------
    forcings : tuple of str
        Daily inputs, in order.
    attributes : tuple of str
        Static catchment attributes, in order; they enter beside the forcings on every day.
    hidden_size : int
        Number of units.
    dropout : float
        Share of the LSTM's outputs set to zero in training (0 to below 1).
    forget_bias : float
        What the recurrent bias of the forget gate begins with.
    memory_days : tuple of float or None
        Shortest and longest memory of the units at the start (days, above 1), which are spread evenly between their
        logarithms; None gives all of them `forget_bias`.
    forcings_embedding, attributes_embedding : Embedding or None
        Networks that forcings and attributes pass before the LSTM; only imported models have them.
    output : {"linear", "relu", "softplus", "none"}
        What becomes of the last layer's output; `none` where no single number of it is the discharge.
    """

    forcings: tuple[str, ...]
    attributes: tuple[str, ...]
    hidden_size: int = 64
    dropout: float = 0.4
    forget_bias: float = 3.0
    memory_days: tuple[float, float] | None = None
    forcings_embedding: Embedding | None = None
    attributes_embedding: Embedding | None = None
    output: str = "linear"

    def __post_init__(self) -> None:
        if self.memory_days is not None:
            shortest, longest = self.memory_days
            object.__setattr__(self, "memory_days", (float(shortest), float(longest)))
        object.__setattr__(self, "forcings", tuple(self.forcings))
        object.__setattr__(self, "attributes", tuple(self.attributes))
        for name in ("forcings_embedding", "attributes_embedding"):
            if isinstance(described := getattr(self, name), Mapping):
                object.__setattr__(self, name, Embedding(**described))


@dataclass(frozen=True)
class Training:
    """Say how the LSTM is trained.

    Parameters
    ----------
    sampling : {"last", "sequence"}
        One target a window, or `targets_per_window` of them.
    window_days : int
        Days of a window up to and with its first target.
    targets_per_window : int
        Days with a target in a window; used by `sequence` only.
    batch_size : int
        Windows in an update.
    epochs : int
        Passes over the training period; 0 leaves the weights as drawn.
    learning_rate : tuple of (int, float)
        First epoch (from 1) and the learning rate from then on.
    gradient_clip : float
        Largest norm of the gradient.
    weight_average : float
        Decay per update of the running average of the weights; 0 keeps the last weights instead.
    validate_every : int
        Epochs between validations; 0 for none.
    precision : {"float32", "bfloat16"}
        Of the products inside the LSTM while it trains.
    threads : int
        Threads that share a batch on a CPU; no number depends on them.
    """

    sampling: str = "last"
    window_days: int = 365
    targets_per_window: int = 365
    batch_size: int = 256
    epochs: int = 30
    learning_rate: tuple[tuple[int, float], ...] = ((1, 1e-3), (10, 5e-4), (20, 1e-4))
    gradient_clip: float = 1.0
    weight_average: float = 0.0
    validate_every: int = 10
    precision: str = "float32"
    threads: int = 1

    def __post_init__(self) -> None:
        steps = tuple(sorted((int(epoch), float(rate)) for epoch, rate in self.learning_rate))
        object.__setattr__(self, "learning_rate", steps)
        if not steps or steps[0][0] > 1:
            found, expected = (
                f"learning_rate {[list(step) for step in steps]}",
                "a learning rate from epoch 1 on",
            )
            raise InputError("lstm settings", found, expected, "begin with a pair such as [1, 1.0e-3]")
        if self.sampling not in ("last", "sequence"):
            raise InputError("lstm settings", f"sampling {self.sampling!r}", "last or sequence", "choose one of them")

    @property
    def warm_up(self) -> int:
        """Days in a window before its first target."""
        return self.window_days - 1

    @property
    def targets(self) -> int:
        """Days with a target in a window."""
        return 1 if self.sampling == "last" else self.targets_per_window

    def rate(self, epoch: int) -> float:
        """Give the learning rate of an epoch, counted from 1."""
        return [rate for first, rate in self.learning_rate if first <= epoch][-1]


@dataclass(frozen=True)
class Reading:
    """Say how states and discharge are read from a trained LSTM.

    Parameters
    ----------
    states : {"window", "continuous"}
        From zero over the `window_days` up to each day (the paper), or in one pass after `spin_up_days`.
    window_days : int
        Length of each window, days; in both readings, days from a gap in the forcings on without states.
    spin_up_days : int
        Days run before the first one that is kept; used by `continuous` only.
    windows_at_once : int
        Windows run together; used by `window` only. 64 stay in a core's cache, a GPU wants thousands.
    threads : int
        Threads that share the gauges or windows on a CPU; no number depends on them.
    whole_windows : bool
        Whether days have no state whose window begins before the series (imported models); used by `window` only.
        Where it is false, days before the series count as the mean.
    """

    states: str = "window"
    window_days: int = 365
    spin_up_days: int = 1095
    windows_at_once: int = 64
    threads: int = 1
    whole_windows: bool = False

    def __post_init__(self) -> None:
        if self.states not in ("window", "continuous"):
            raise InputError("lstm settings", f"states {self.states!r}", "window or continuous", "choose one of them")

    @property
    def lead(self) -> int:
        """Days needed before the first day that is kept."""
        return self.window_days - 1 if self.states == "window" else self.spin_up_days


def take(kind: type[Settings], entry: Mapping[str, Any]) -> Settings:
    """Take one kind of settings out of an entry of the LSTM catalogue.

    Parameters
    ----------
    kind : type
        `Architecture`, `Training` or `Reading`.
    entry : mapping
        The entry, with the keys of all three.

    Raises
    ------
    InputError
        If the entry lacks a key without a default, or has one that no settings know.
    """
    known = {field.name for group in (Architecture, Training, Reading) for field in fields(group)}
    if unknown := [key for key in entry if key not in known]:
        raise InputError(
            "lstms", f"unknown keys: {shortlist(unknown)}", shortlist(sorted(known), 20), "correct the key"
        )
    names = {field.name for field in fields(kind)}
    try:
        return kind(**{key: value for key, value in entry.items() if key in names})
    except TypeError as error:
        raise InputError("lstms", str(error), f"keys {shortlist(sorted(names), 20)}", "add the key") from error
