"""Make one small world of the calibration, and judge all its targets."""

import torch

from lstm_probe import logs
from lstm_probe.artefacts import store
from lstm_probe.calibration import small_world
from lstm_probe.calibration.settings import Settings
from lstm_probe.contracts.calibration import WORLDS
from lstm_probe.world.settings import World

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    torch.set_num_threads(1)
    settings = Settings(**snakemake.params.settings)
    found = small_world.run(World(**snakemake.params.world), snakemake.wildcards.structure, settings)
    store.write_table(found, snakemake.output[0], WORLDS)
