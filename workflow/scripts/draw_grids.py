"""Draw the two products of soil moisture, each on its own grid."""

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.targets import GRID_MEDIAN
from lstm_probe.figures import common, resolutions

if __name__ == "__main__":
    logs.start(snakemake.log[0])
    products = {
        "ESA CCI": store.read(snakemake.input.esa_cci, GRID_MEDIAN),
        "ERA5-Land": store.read(snakemake.input.era5_land, GRID_MEDIAN),
    }
    common.save(resolutions.draw(products, snakemake.params.region), snakemake.output.pdf, snakemake.output.png)
    made_of.write(snakemake)
