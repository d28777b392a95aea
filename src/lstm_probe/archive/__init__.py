"""The archive of a run: a Workflow Run RO-Crate with its configuration, code, results, inputs and their checksums."""
