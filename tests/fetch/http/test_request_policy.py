"""Servers are asked as the configuration says."""

from pathlib import Path

import yaml

from lstm_probe.datasets.addresses import SERVERS
from lstm_probe.fetch.http.request_policy import RequestPolicy

SCHEMA = Path(__file__).parents[3] / "workflow" / "schemas" / "config.schema.yaml"


def test_the_schema_names_the_servers_that_are_asked() -> None:
    """Names and default addresses in the schema are those that a source is fetched from."""
    named = yaml.safe_load(SCHEMA.read_text())["properties"]["fetch"]["properties"]["servers"]["properties"]
    assert {name: entry["default"] for name, entry in named.items()} == SERVERS


def test_another_server_takes_the_place_of_one_alone() -> None:
    """A mirror is asked instead, with or without a slash at its end; the others stay."""
    policy = RequestPolicy(servers={"ceda": "https://mirror.example/"})
    assert policy.server("ceda") == "https://mirror.example"
    assert policy.server("zenodo") == SERVERS["zenodo"]
