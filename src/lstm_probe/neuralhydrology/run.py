"""Find the files of a run of NeuralHydrology; no path that its configuration names is followed."""

import re
from dataclasses import dataclass
from pathlib import Path

from lstm_probe.artefacts.listing import files
from lstm_probe.errors import InputError, shortlist
from lstm_probe.neuralhydrology import configuration, plain_yaml
from lstm_probe.neuralhydrology.configuration import Periods, Settings

WEIGHTS = re.compile(r"model_epoch(\d+)\.pt")
METRICS = re.compile(r"(test|validation|train)/model_epoch(\d+)/\1_metrics\.csv")
SCALERS = ("train_data/train_data_scaler.yml", "train_data/train_data_scaler.p")
CODES = ("train_data/id_to_int.yml", "train_data/id_to_int.p")


@dataclass(frozen=True)
class Run:
    """Hold the files of one run and one epoch.

    Parameters
    ----------
    folder : Path
        The run directory.
    settings : Settings
        Its configuration.
    epoch : int
        The epoch whose weights are taken.
    weights, scaler : Path
        Their files.
    codes : Path or None
        The file of the one-hot encoding.
    metrics : Path or None
        NeuralHydrology's own scores of this epoch: those of the test period where there are some, else of the
        validation or the training.
    """

    folder: Path
    settings: Settings
    epoch: int
    weights: Path
    scaler: Path
    codes: Path | None
    metrics: Path | None

    @property
    def scored(self) -> Periods:
        """The periods of NeuralHydrology's own scores."""
        kind = "test" if self.metrics is None else self.metrics.parent.parent.name
        of_settings = {"validation": self.settings.validation, "train": self.settings.training}
        return of_settings.get(kind, self.settings.testing)


def find(folder: str | Path, epoch: int | str = "last") -> Run:
    """Find the files of a run.

    Parameters
    ----------
    folder : str or Path
        The run directory; it may have been moved or renamed.
    epoch : int or "last"
        Whose weights are taken.

    Raises
    ------
    InputError
        If it is no run directory, or lacks the weights of the epoch or the scaler.
    """
    folder = Path(folder)
    settings = configuration.read(folder)
    there = files(folder)
    epochs = {int(match[1]): path for name, path in there.items() if (match := WEIGHTS.fullmatch(name))}
    if not epochs:
        expected = "weights, model_epoch….pt"
        raise InputError(str(folder), f"no {expected}", expected, plain_yaml.ADVICE)
    chosen = max(epochs) if epoch == "last" else int(epoch)
    if chosen not in epochs:
        found, expected = f"no weights of epoch {chosen}", f"one of the epochs {shortlist(sorted(epochs), 40)}"
        raise InputError(str(folder), found, expected, "set `epoch` of the entry to one of them, or to last")
    scaler = next((there[name] for name in SCALERS if name in there), None)
    if scaler is None:
        advice = "copy train_data/train_data_scaler.yml (or .p) too, which every run has, a fine-tuned one its own copy"
        raise InputError(str(folder), "no scaler", f"{' or '.join(SCALERS)}", advice)
    codes = next((there[name] for name in CODES if name in there), None)
    if settings.one_hot and codes is None:
        expected = f"{' or '.join(CODES)}: the model knows gauges by a one-hot encoding"
        raise InputError(str(folder), "no table of the encoding", expected, plain_yaml.ADVICE)
    scores = {(match[1], int(match[2])): path for name, path in there.items() if (match := METRICS.fullmatch(name))}
    metrics = next((scores[kind, chosen] for kind in ("test", "validation", "train") if (kind, chosen) in scores), None)
    codes = codes if settings.one_hot else None
    return Run(folder, settings, chosen, epochs[chosen], scaler, codes, metrics)
