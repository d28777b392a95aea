"""Draw how a probe gets an intercept for every gauge."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.probe import PROBE
from lstm_probe.figures import common, one_hot

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    sources = store.read(snakemake.input.probe, PROBE)["state_source"].isel(target=0)
    gauges = sorted(sources["gauge_id"].values[sources.values != ""], key=lambda gauge: (len(gauge), gauge))
    common.save(one_hot.draw(gauges, snakemake.params.hidden_size), snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
