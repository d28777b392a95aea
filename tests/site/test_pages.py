"""The site is gathered whole: every link of every page has a target, every key and figure its place."""

from pathlib import Path

import pytest
import yaml

from docs.site import gallery, interface, links, pages, reference

ROOT = Path(__file__).parents[2]
SCHEMA = yaml.safe_load(pages.SCHEMA.read_text(encoding="utf-8"))


def keys(entry: dict, place: str = "") -> set[str]:
    """Name all keys that a schema describes by name, without following references."""
    found = set()
    for name, part in entry.get("properties", {}).items():
        found |= {name} | keys(part, f"{place}.{name}")
    for name in ("additionalProperties", "items"):
        if isinstance(entry.get(name), dict):
            found |= keys(entry[name], place)
    return found


def test_the_gallery_has_what_the_demo_draws() -> None:
    """The small figures that are stored are those of config/demo.yaml and of the verdict, no more and no fewer."""
    assert {path.stem for path in gallery.SMALL.glob("*.png")} == set(pages.figures(pages.demo()))


def test_small_figures_are_small() -> None:
    """All of them together take less than 3 MB."""
    assert sum(path.stat().st_size for path in gallery.SMALL.glob("*.png")) < 3_000_000


def test_every_figure_has_its_caption_in_words_too() -> None:
    """The text that stands for an image begins with the title of its caption and says what is drawn."""
    text = gallery.page(["fig02_soil_moisture_skill"], pages.demo())
    assert "## Fig. 2: Skill of the soil moisture probes" in text
    assert 'alt="Skill of the soil moisture probes. How far a linear probe of' in text
    assert "<em>What to see:</em>" in text


def test_links_lead_to_pages_of_the_site() -> None:
    """Pages link to pages, modules to the API, other files to copies of them; anchors and outer links stay."""
    text = "[a](config/README.md#run) [b](docs/data.md) [c](src/lstm_probe/model/lstm.py) [d](https://x.y/z.md) [e](#f)"
    there = (
        "[a](configurations.md#run) [b](data.md) [c](api/model.md#lstm_probe.model.lstm) [d](https://x.y/z.md) [e](#f)"
    )
    assert links.rewritten(text, "README.md", "overview.md") == there
    assert links.rewritten("[a](../CITATION.cff)", "docs/faq.md", "faq.md") == "[a](files/CITATION.cff)"
    with pytest.raises(FileNotFoundError, match=r"docs/nowhere\.md"):
        links.rewritten("[a](nowhere.md)", "docs/faq.md", "faq.md")


def test_everything_that_is_written_is_gathered() -> None:
    """Every page of docs/ and those of elsewhere are there, with a place in the menu, and the images that they show."""
    found, files = pages.collected()
    assert files["calibration/calibration.png"] == "docs/calibration/calibration.png"
    written = {path.name for path in (ROOT / "docs").glob("*.md")} | set(links.PAGES.values())
    assert written <= set(found)
    menu = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    named = {place for part in menu for entries in part.values() for entry in entries for place in entry.values()}
    assert named == written | {"configuration.md", "gallery.md", "api/index.md"}


def test_every_key_of_the_schema_is_in_the_reference() -> None:
    """Each stands in a row of its own, with its description."""
    text = reference.page(SCHEMA)
    for name in keys(SCHEMA) - set(SCHEMA["properties"]):
        assert f".{name}` |" in text, name
    assert "| `study.seeds` |" in text


def test_references_are_followed() -> None:
    """What a reference stands for is described where it stands, below what is said beside it."""
    schema = {
        "properties": {"a": {"description": "all", "additionalProperties": {"$ref": "#/$defs/b", "default": 2}}},
        "$defs": {"b": {"type": "integer", "minimum": 1, "description": "A or B: a | b"}},
    }
    assert "| `a.<name>` | integer; ≥ 1 | `2` | A or B: a \\| b |" in reference.page(schema)


def test_every_module_is_in_the_api() -> None:
    """Each module of the package has its directive on the page of its wing."""
    source = ROOT / "src" / "lstm_probe"
    text = "\n".join(interface.pages(source).values())
    modules = [path.relative_to(source.parent).with_suffix("") for path in source.rglob("*.py")]
    names = {".".join(module.parts) for module in modules if module.name != "__init__"}
    assert names == {line.removeprefix("::: ") for line in text.splitlines() if line.startswith("::: ")}
