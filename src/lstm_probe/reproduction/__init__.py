"""The paper's numbers beside ours, and what was chosen where its text and its code disagree."""
