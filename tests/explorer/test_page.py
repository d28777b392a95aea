"""The explorer is one file that loads nothing, with hostile names as text, and the licence of what draws it."""

import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser

from lstm_probe.explorer import page
from tests.explorer.conftest import GAUGES, HOSTILE, Explored

#: plotly.js-basic-dist-min 4.1.1 as the npm registry has it.
LIBRARY = "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba"


class Tags(HTMLParser):
    """Count the tags of a page, and keep what its title says."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: Counter[str] = Counter()
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count a tag, and note what it would load."""
        self.counted[tag] += 1
        self.loaded += [str(value) for name, value in attrs if name == "src" or (tag == "link" and name == "href")]


def test_no_name_becomes_a_tag(explored: Explored) -> None:
    """The tags are those of the template: three scripts, the data, and the series of each gauge; nothing is loaded."""
    tags = Tags()
    tags.feed(explored.page.read_text(encoding="utf-8"))
    assert tags.counted["script"] == 3 + 1 + len(GAUGES)
    assert tags.counted["b"] == tags.counted["h1"] == 1
    assert tags.loaded == ["data:,"]


def test_names_come_back_whole(explored: Explored) -> None:
    """The data of the page hold ids and names as they were given."""
    text = explored.page.read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="data">(.*?)</script>', text, re.DOTALL)[1])
    assert data["gauges"]["id"] == GAUGES
    assert HOSTILE in data["gauges"]["name"]
    assert data["given"][HOSTILE] == "the states of 9 days earlier"
    assert data["units"] == {"swvl1": "m3 m-3", "sd": "m"}
    assert list(data["dropped"]) == ["77"]


def test_the_library_is_that_of_the_registry() -> None:
    """plotly.js is whole and unchanged, and its licence lies beside it."""
    content = (page.FOLDER / page.LIBRARY).read_bytes()
    assert hashlib.sha256(content).hexdigest() == LIBRARY
    assert "Permission is hereby granted" in (page.FOLDER / "LICENSE_OF_PLOTLY").read_text()
    assert b"</script" not in content
