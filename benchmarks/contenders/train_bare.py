"""Train a bare nn.LSTM: data resident, windows gathered by index, nothing besides; a reference, not a product.

Arguments: gauges, target days of each, threads.
"""

import json
import sys
import time

import synthetic
import torch
from torch import nn

WINDOW, BATCH, UNITS = 365, 256, 64

if __name__ == "__main__":
    gauges, targets, threads = (int(argument) for argument in sys.argv[1:4])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    drawn = (torch.from_numpy(values).float() for values in synthetic.draw(gauges, WINDOW - 1 + targets))
    forcings, attributes, discharge = ((values - values.mean()) / values.std() for values in drawn)
    lstm, head, dropout = nn.LSTM(25, UNITS), nn.Linear(UNITS, 1), nn.Dropout(0.4)
    with torch.no_grad():
        lstm.bias_hh_l0[UNITS : 2 * UNITS] = 3.0  # the forget gate, as all contenders have it
    weights = [*lstm.parameters(), *head.parameters()]
    optimiser = torch.optim.Adam(weights, lr=1e-3)
    steps = torch.arange(1 - WINDOW, 1)[:, None]
    for _ in range(2):  # the second epoch counts
        start = time.perf_counter()
        for chosen in torch.randperm(gauges * targets).split(BATCH):
            gauge, day = chosen // targets, chosen % targets + WINDOW - 1
            inputs = torch.cat([forcings[gauge, day + steps], attributes[gauge].expand(WINDOW, -1, -1)], dim=-1)
            simulated = head(dropout(lstm(inputs)[0][-1]))[:, 0]
            loss = ((simulated - discharge[gauge, day]) ** 2).mean()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "work": gauges * targets, "loss": loss.item()}))
