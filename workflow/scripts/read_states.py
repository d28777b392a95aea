"""Read the states of any model, and its discharge where there is some, from a user's files."""

import xarray as xr

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import CATCHMENTS
from lstm_probe.contracts.lstm import DISCHARGE, DISCHARGE_SKILL, STATES
from lstm_probe.data import given_states
from lstm_probe.data.series.repetition import measured_discharge
from lstm_probe.datasets.catalogue import DATA_SETS
from lstm_probe.model import skill
from lstm_probe.model.simulation import spanned

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "states of a model, as its user wrote them")
    periods, places, seed = snakemake.params.periods, snakemake.params.places, int(snakemake.wildcards.seed)
    series = store.read(snakemake.input.series, CATCHMENTS)
    gauges = series["gauge_id"].values.astype(str).tolist()
    probed = spanned(periods["probe_fit"], periods["probe_test"])
    plain_id = DATA_SETS[snakemake.params.reader].plain_id
    states = given_states.read(places["states"], gauges, probed, periods["state_lead_days"], plain_id)
    days = slice(*spanned(periods["lstm_train"], periods["lstm_test"]))
    observed = series["discharge"].sel(time=days).astype("float32").drop_attrs()
    observed = observed.assign_attrs(units="mm d-1", long_name="observed discharge")
    simulated = xr.full_like(observed, float("nan"))
    if places["discharge"]:
        simulated = given_states.read_discharge(places["discharge"], gauges, plain_id).reindex_like(observed)
    discharge = xr.Dataset({"simulated": simulated.assign_attrs(long_name="simulated discharge"), "observed": observed})
    known, measured = skill.Training(**snakemake.params.training), measured_discharge(series["discharge"])
    scores = skill.discharge_skill(discharge, periods, snakemake.wildcards.lstm, seed, known, measured)
    named = {"gauges_without_states": states.attrs["gauges_without_states"]}
    described = {"states": list(states.data_vars), "discharge": bool(places["discharge"]), **named}
    about_model = {**about, "seed": seed, "device": "not run here", "given_states": described}
    store.write(states, snakemake.output.states, STATES, about, chunks={"gauge_id": 1}, compress=False)
    store.write(discharge, snakemake.output.discharge, DISCHARGE, about)
    store.write_table(scores, snakemake.output.skill, DISCHARGE_SKILL)
    store.write_json({"gauge_ids": [], "about": about_model}, snakemake.output.model)
    made_of.write(snakemake)
