"""Write the series and attributes that an LSTM is trained on, without the gauges that it is never to see."""

from pathlib import Path

import pandas as pd

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.held_out import HELD_OUT
from lstm_probe.datasets import gauge_ids
from lstm_probe.probe import held_out

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    made, settings = snakemake.output, dict(snakemake.params.held_out)
    series = store.read(snakemake.input.series, CATCHMENTS)
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    gauges, path = series["gauge_id"].values.astype(str).tolist(), settings.get("gauges")
    if listed := isinstance(path, str):
        settings["gauges"] = gauge_ids.of_list(Path(path), gauge_ids.text)
    where = f"lstms.{snakemake.wildcards.lstm}.held_out"
    chosen = held_out.choose(settings, attributes, gauges, where, listed)
    about = store.provenance(snakemake.config, snakemake.rule, f"{len(chosen)} gauges held out of all")
    store.write(held_out.without(series, chosen), made.series, CATCHMENTS, about)
    store.write(held_out.without(attributes, chosen), made.attributes, ATTRIBUTES, about)
    store.write_table(pd.DataFrame({"gauge_id": chosen}, dtype="str"), made.held_out, HELD_OUT)
    made_of.write(snakemake)
