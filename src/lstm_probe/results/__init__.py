"""Tables, numbers and claims made from the skill of all probes."""
