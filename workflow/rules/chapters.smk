# Figures that become ready together are drawn by one job, a chapter at a time. `snakemake fig05_snow` draws one alone.
# There is no digest of code here: each figure's record holds that of its own script.
OF_CHAPTERS = [*sorted([*STUDY["figures"], *FORMATION_FIGURES]), *VERDICT_FIGURES]


def rule_of(name):
    """Find a rule by its name as it is written."""
    return workflow.get_rule(workflow.modifier.modify_rulename(name))


for CHAPTER, DRAWN in chapters.together(OF_CHAPTERS, sys.argv).items():
    OF_CHAPTER = chapters.Chapter([rule_of(name) for name in DRAWN])

    rule:
        """Draw the figures that a study has of the text, the appendices, the supplement or the verdict."""
        name:
            f"draw_{CHAPTER}"
        input:
            OF_CHAPTER.inputs,
        output:
            OF_CHAPTER.outputs,
        log:
            f"<logs>/draw_{CHAPTER}.log",
        params:
            figures=OF_CHAPTER.jobs(shipped),
        message:
            f"Draw Figs. {chapters.numbers(DRAWN)}."
        script:
            "../scripts/draw_chapter.py"

    OF_CHAPTER.caption(rule_of(f"draw_{CHAPTER}"))
    workflow.ruleorder(f"draw_{CHAPTER}", *DRAWN)
