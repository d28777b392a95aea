# The workflow is workflow/Snakefile, where modules and the Snakemake Workflow Catalog look for it.
include: "workflow/Snakefile"


workflow.default_target = "all"  # which an include leaves open
