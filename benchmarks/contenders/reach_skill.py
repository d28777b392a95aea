"""Train until the median NSE of the test period reaches a level; the time of validation is not counted.

Arguments: configuration, sampling, batch size, learning rate, decay of the average, updates between validations,
level, seed, threads, longest seconds.
"""

import copy
import json
import sys
import time
from dataclasses import dataclass, field, replace

import demo_world
import pandas as pd
import torch

from lstm_probe import device
from lstm_probe.model import fitting, scaling, training
from lstm_probe.model.catchments import prepare
from lstm_probe.model.loss import gauge_weights
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.windows import Sampler, sampler


class Done(Exception):
    """Ends training when the level is reached, or the time is up."""


@dataclass
class Portions:
    """Hand out the windows of each epoch in portions, so that training pauses after every few updates."""

    whole: Sampler
    windows: int
    left: list = field(default_factory=list)

    @property
    def warm_up(self) -> int:
        """Days before the first target."""
        return self.whole.warm_up

    @property
    def targets(self) -> int:
        """Days with a target."""
        return self.whole.targets

    def epoch(self, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        """Give the next portion; a new epoch is drawn when too few windows are left for one."""
        if not self.left or len(self.left[0]) < self.windows:
            self.left = list(self.whole.epoch(generator))
        given = tuple(values[: self.windows] for values in self.left)
        self.left = [values[self.windows :] for values in self.left]
        return given


@dataclass
class Watch:
    """Count the seconds between validations, and keep the curve."""

    validate: object
    level: float
    longest: float
    updates: int
    curve: list = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    started: tuple[float, float] = (0.0, 0.0)

    def start(self) -> None:
        """Let it run on."""
        self.started = (time.perf_counter(), time.process_time())

    def __call__(self, model: DischargeLSTM) -> float:
        """Stop the watch, validate, and go on unless the level is reached."""
        self.seconds += time.perf_counter() - self.started[0]
        self.cpu_seconds += time.process_time() - self.started[1]
        skill = self.validate(model)
        done = (len(self.curve) + 1) * self.updates
        spent = {"seconds": round(self.seconds, 3), "cpu_seconds": round(self.cpu_seconds, 3)}
        self.curve.append({**spent, "updates": done, "nse": round(skill, 5)})
        if skill >= self.level or self.seconds > self.longest:
            raise Done
        self.start()
        return skill


if __name__ == "__main__":
    name, sampling = sys.argv[1:3]
    batch, every, seed, threads = (int(sys.argv[position]) for position in (3, 6, 8, 9))
    rate, decay, level, longest = (float(sys.argv[position]) for position in (4, 5, 7, 10))
    where = device.choose(threads)
    series, attributes = demo_world.load(name)
    config = demo_world.configuration(name)
    architecture, settings = demo_world.settings(config)
    settings = replace(
        settings, sampling=sampling, batch_size=batch, learning_rate=((1, rate),), weight_average=decay,
        epochs=100_000, validate_every=1, threads=threads,
    )  # fmt: skip
    period, generator = config["periods"]["lstm_train"], torch.Generator().manual_seed(seed)
    inputs = (architecture.forcings, architecture.attributes, period, settings.warm_up)
    scalers = scaling.fit(series, attributes, *inputs)
    before = pd.Timestamp(period[0]) - pd.Timedelta(days=settings.warm_up)
    catchments = prepare(series, attributes, scalers, where, (before, period[1]))
    skill = fitting.validator(series, attributes, scalers, config["periods"]["lstm_test"], settings, where)
    watch = Watch(skill, level, longest, every)
    model = DischargeLSTM(architecture, generator).to(where)
    portions = Portions(sampler(catchments, settings, period), batch * every)
    weights = gauge_weights(catchments, period, scalers.discharge.std[0])
    first = replace(settings, epochs=1, validate_every=0)  # what torch does once in a process is not training
    training.train(copy.deepcopy(model), catchments, copy.copy(portions), weights, first, torch.Generator())
    watch.start()
    try:
        training.train(model, catchments, portions, weights, settings, generator, validate=watch)
    except Done:
        reached = watch.curve[-1]["nse"]
    found = {"seconds": watch.seconds, "work": watch.curve[-1]["updates"], "nse": reached, "curve": watch.curve}
    if reached < level:
        found["reason"] = f"NSE {reached:.3f} after {watch.seconds:.0f} s, {level:g} not reached"
    print(json.dumps(found))
