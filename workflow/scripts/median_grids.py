"""Map the medians of ERA5-Land and ESA CCI over the days that both have."""

from lstm_probe import logs
from lstm_probe.artefacts import fetched, made_of, store
from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.targets import GRID_MEDIAN
from lstm_probe.data import median_maps
from lstm_probe.datasets import frames

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    era5_land, esa_cci = (fetched.source(snakemake, name) for name in ("era5_land", "esa_cci"))
    params = snakemake.params
    attributes = store.read(snakemake.input.attributes, ATTRIBUTES)
    frame = frames.of_region(params.region, attributes["gauge_lon"].values, attributes["gauge_lat"].values)
    medians = median_maps.over_common_days(era5_land, params.layer, esa_cci, params.satellite, params.period, frame)
    sources = {"era5_land": "ERA5-Land, Copernicus Climate Change Service", "esa_cci": "ESA CCI soil moisture COMBINED"}
    for (name, source), median in zip(sources.items(), medians, strict=True):
        about = store.provenance(snakemake.config, snakemake.rule, source)
        store.write(median, snakemake.output[name], GRID_MEDIAN, about)
    made_of.write(snakemake)
