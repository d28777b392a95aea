"""Put water into the true stores of the synthetic world, as much as into the states, and run the world on."""

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.periods import LEAD_DAYS
from lstm_probe.contracts.steering import STEERING_TRUTH
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.probe import direction
from lstm_probe.world import added_water
from lstm_probe.world.settings import World

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "discharge after water was added to a true store")
    given = snakemake.params
    targets = {
        name: store.read(path, target_contract(name))[name]
        for name, path in zip(given.targets, snakemake.input.targets, strict=True)
    }
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    amounts = direction.amounts(targets, given.targets, attributes, slice(*given.periods["probe_fit"]), given.added)
    stores = {name: variable for name, variable in given.stores.items() if variable in added_water.STORES}
    days, lead = pd.DatetimeIndex(given.days, name="time"), LEAD_DAYS[-1]
    amounts = {name: amounts[name] for name in stores}
    by_store = {stores[name]: amount for name, amount in amounts.items()}
    gauges, found = added_water.responses(World(**given.world), by_store, days, lead)
    coords = {"target": list(stores), "gauge_id": np.array(gauges, dtype=object), "time": days}
    response = np.stack([found[variable] for variable in stores.values()]).astype("float32")
    truth = xr.Dataset(coords={**coords, "day": np.arange(1, lead + 1)})
    truth["amount"] = ("target", list(amounts.values()), {"units": "target units"})
    truth["response"] = (("target", "gauge_id", "time", "day"), response, {"units": "mm d-1"})
    store.write(truth, snakemake.output[0], STEERING_TRUTH, about)
    made_of.write(snakemake)
