"""Read a user's table of catchment means as a probe target."""

from lstm_probe import logs
from lstm_probe.artefacts import fetched, made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.data import tables
from lstm_probe.data.targets import target
from lstm_probe.datasets.catalogue import DATA_SETS

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    name, entry = snakemake.params.name, snakemake.params.target
    about = store.provenance(snakemake.config, snakemake.rule, "a table of catchment means")
    gauges = store.read(snakemake.input.attributes, ATTRIBUTES)["gauge_id"].values
    named, missing, ids = entry.get("variable") or name, entry.get("missing_value"), entry.get("ids")
    plain_id = DATA_SETS[snakemake.params.reader].plain_id
    means = tables.read(fetched.given(snakemake, "table"), gauges, entry["units"], named, missing, plain_id, ids)
    table = target(means, name, entry, "as in the table", snakemake.params.region)
    store.write(table, snakemake.output[0], target_contract(name), about)
    made_of.write(snakemake)
