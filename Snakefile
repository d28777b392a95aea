# What has a hydrological LSTM learned? From public data to probes, controls, figures and a verdict.
#
#   snakemake --list                                        the chapters
#   snakemake -n --configfile config/demo.yaml              what would be done, in sentences
#   snakemake --cores 2 --configfile config/demo.yaml       the whole study on a synthetic Britain
#   snakemake archive --configfile config/demo.yaml --cores 2                         a finished run in one file for Zenodo
#   snakemake fig02_soil_moisture_skill --cores 2 --configfile config/demo.yaml       one figure (targets go first)
from snakemake.utils import min_version

min_version("9.27")


configfile: "config/config.yaml"


include: "workflow/rules/common.smk"
include: "workflow/rules/world.smk"
include: "workflow/rules/sources.smk"
include: "workflow/rules/fetch.smk"
include: "workflow/rules/check.smk"
include: "workflow/rules/data.smk"
include: "workflow/rules/lstm.smk"
include: "workflow/rules/probe.smk"
include: "workflow/rules/floor.smk"
include: "workflow/rules/nulls.smk"
include: "workflow/rules/ladder.smk"
include: "workflow/rules/learning.smk"
include: "workflow/rules/steering.smk"
include: "workflow/rules/formation.smk"
include: "workflow/rules/figures.smk"
include: "workflow/rules/appendix.smk"
include: "workflow/rules/supplement.smk"
include: "workflow/rules/report.smk"
include: "workflow/rules/explorer.smk"


rule all:
    """Run the whole study: every figure, table and number, and the check of its claims."""
    default_target: True
    input:
        figures=expand(
            "<results>/figures/{figure}.{kind}", figure=[*FIGURES_DRAWN, *VERDICT_FIGURES], kind=["pdf", "png"]
        ),
        tables=tables_of_study(),
        reproduction="<results>/reproduction.md" if OF_THE_PAPER else [],
        report="<results>/report.html",
        explorer="<results>/explore.html",
        claims="<results>/claims.txt",
    localrule: True
    message:
        "The study is complete."


include: "workflow/rules/archive.smk"


onsuccess:
    progress.conclude(Path(config["pathvars"]["results"]), BEGAN)


RECORDS.keep(without=PASSED.values())
