"""Make a synthetic Britain and deliver it as CAMELS-GB, ERA5-Land and ESA CCI files, with its truth apart."""

from contextlib import ExitStack
from pathlib import Path

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.world import READY, TRUTH
from lstm_probe.world import delivery, ready_tables
from lstm_probe.world.settings import World

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    about = store.provenance(snakemake.config, snakemake.rule, "a synthetic Britain with known stores")
    world = World(**snakemake.params.world)
    folders = [Path(snakemake.output[name]) for name in ("camels_gb", "era5_land", "esa_cci")]
    with ExitStack() as folders_made:
        written = [folders_made.enter_context(store.atomic(folder)) for folder in folders]
        truth = delivery.write(world, *written, processes=snakemake.threads)
    store.write(truth, snakemake.output.truth, TRUTH, about)
    if world.decoys:
        store.write(ready_tables.make(world), snakemake.output.ready, READY, about)
    made_of.write(snakemake)
