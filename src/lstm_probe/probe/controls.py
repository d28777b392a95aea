"""Whose state, and of which day, a probe is given; the registry's keys are the config's words.

A control breaks the link between state and target and fits the probe anew: what skill remains was not learned
from the gauge's own state of that day.
"""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lstm_probe.errors import InputError, shortlist


@dataclass(frozen=True)
class Pairing:
    """Say which state explains which target.

    Parameters
    ----------
    source : dict of str to str
        For every gauge with the target, the gauge whose states it gets.
    delay_days : int
        Day t gets the state of day t minus these days.
    """

    source: dict[str, str]
    delay_days: int = 0


def none(gauge_ids: Sequence[str], rng: np.random.Generator) -> Pairing:
    """Give every gauge its own state of the same day."""
    return Pairing({gauge: gauge for gauge in gauge_ids})


def permute_gauges(gauge_ids: Sequence[str], rng: np.random.Generator, *, derangement: bool = True) -> Pairing:
    """Give gauges the states of one another, each used once: a permutation, uniform among all.

    Parameters
    ----------
    gauge_ids : sequence of str
        Gauges with the target.
    rng : numpy.random.Generator
        Source of randomness.
    derangement : bool
        Whether no gauge may keep its own states; about one in all gauges does otherwise.

    Raises
    ------
    InputError
        With fewer than two gauges.
    """
    if len(gauge_ids) < 2:
        found = f"{len(gauge_ids)} gauges with the target: {shortlist(gauge_ids)}"
        advice = "take more gauges into the run, or this experiment out of study.experiments"
        raise InputError("control permute_gauges", found, "at least 2 gauges, to exchange their states", advice)
    positions = np.arange(len(gauge_ids))
    order = rng.permutation(positions)
    while derangement and (order == positions).any():  # one permutation in e = 2.7 is a derangement
        order = rng.permutation(positions)
    return Pairing({gauge: gauge_ids[position] for gauge, position in zip(gauge_ids, order, strict=True)})


def delay(gauge_ids: Sequence[str], rng: np.random.Generator, *, days: int) -> Pairing:
    """Give every gauge its own state of `days` earlier.

    Raises
    ------
    InputError
        If days is negative.
    """
    if days < 0:
        raise InputError("control delay", f"days: {days}", "days ≥ 0, states of an earlier day", "mend the experiment")
    return Pairing({gauge: gauge for gauge in gauge_ids}, days)


#: Every control: (gauge_ids, rng, **settings) -> Pairing.
CONTROLS: dict[str, Callable[..., Pairing]] = {"none": none, "permute_gauges": permute_gauges, "delay": delay}


def stream(seed: int, experiment: str, target: str) -> np.random.Generator:
    """Make the source of randomness that belongs to one seed, experiment and target."""
    return np.random.default_rng([seed, zlib.crc32(experiment.encode()), zlib.crc32(target.encode())])
