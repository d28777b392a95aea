# What has a hydrological LSTM learned? From public data to probes, controls, figures and a verdict.
#
#   snakemake --list                                        the chapters
#   snakemake -n --configfile config/demo.yaml              what would be done, in sentences
#   snakemake --cores 2 --configfile config/demo.yaml       the whole study on a synthetic Britain
#   snakemake fig02_soil_moisture_skill --cores 2 --configfile config/demo.yaml       one figure (targets go first)
from snakemake.utils import min_version

min_version("9.27")


configfile: "config/config.yaml"


include: "workflow/rules/common.smk"
include: "workflow/rules/world.smk"
include: "workflow/rules/data.smk"
include: "workflow/rules/lstm.smk"
include: "workflow/rules/probe.smk"
include: "workflow/rules/figures.smk"


rule all:
    """Run the whole study: every figure, table and number, and the check of its claims."""
    default_target: True
    input:
        figures=expand("<results>/figures/{figure}.{kind}", figure=config["study"]["figures"], kind=["pdf", "png"]),
        tables=tables_of_study,
        numbers="<results>/numbers.json",
        claims="<results>/tables/expectations.csv",
    localrule: True
    message:
        "The study is complete."
