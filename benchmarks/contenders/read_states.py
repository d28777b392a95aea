"""Read the cell states of an LSTM as it was drawn, whose numbers cost what those of a trained one cost.

Arguments: threads, reading, gauges, days.
"""

import json
import sys
import time

import pandas as pd
import synthetic
import torch

from lstm_probe import device
from lstm_probe.model.catchments import Catchments
from lstm_probe.model.inference import cell_states
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.settings import Architecture, Reading


def scaled(values: torch.Tensor) -> torch.Tensor:
    """Scale by the mean and standard deviation of the last axis's variables."""
    flat = values.flatten(0, -2)
    return ((values - flat.mean(dim=0)) / flat.std(dim=0)).float()


if __name__ == "__main__":
    threads, gauges, days = int(sys.argv[1]), int(sys.argv[3]), int(sys.argv[4])
    where, reading = device.choose(threads), Reading(sys.argv[2], threads=threads)
    forcings, attributes, _ = (torch.from_numpy(values) for values in synthetic.draw(gauges, reading.lead + days))
    axis = pd.date_range(synthetic.FIRST_DAY, periods=reading.lead + days)
    model = DischargeLSTM(Architecture(synthetic.FORCINGS, synthetic.ATTRIBUTES), torch.Generator().manual_seed(1))
    nothing = torch.empty(gauges, 0)
    catchments = Catchments(
        tuple(map(str, range(gauges))), axis, scaled(forcings).to(where), scaled(attributes).to(where), nothing
    )
    short = (f"{axis[reading.lead]:%F}", f"{axis[reading.lead + 1]:%F}")
    cell_states(model.to(where), catchments, short, reading)  # what torch does once in a process
    start = time.perf_counter()
    states = cell_states(model, catchments, (short[0], f"{axis[-1]:%F}"), reading)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "work": gauges * days, "spread": float(states[:, -1].std())}))
