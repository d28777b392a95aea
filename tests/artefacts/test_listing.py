"""One listing finds every file that a folder offers, behind links too, and ends where links go in circles."""

import os
from pathlib import Path

import pytest

from lstm_probe.artefacts import listing
from lstm_probe.errors import InputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with a file in it, one below, and hidden ones."""
    for name in ("source/b.nc", "source/below/a.nc", "source/.DS_Store", "source/.cache/c.nc", "source/._b.nc"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "source"


def test_files_are_sorted_by_their_names_and_hidden_ones_do_not_count(folder: Path) -> None:
    """Names within the folder come sorted, with slashes, and nothing whose name begins with a point is among them."""
    assert list(listing.files(folder)) == ["b.nc", "below/a.nc"]


def test_a_file_alone_is_listed_by_its_name(folder: Path) -> None:
    """A path that is a file, or a link to one, lists itself."""
    assert listing.files(folder / "b.nc") == {"b.nc": folder / "b.nc"}


def test_nothing_is_listed_where_nothing_is(tmp_path: Path) -> None:
    """A missing folder has no files: who needs them says so."""
    assert listing.files(tmp_path / "missing") == {}


def test_links_to_files_and_folders_are_followed(folder: Path, tmp_path: Path) -> None:
    """What stands behind a link to a file or to a folder, or to a folder of links, is listed by the link's name."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "d.nc").write_text("d")
    (other / "e.nc").symlink_to(other / "d.nc")
    (folder / "years").symlink_to(other)
    (tmp_path / "link").symlink_to(folder)
    assert list(listing.files(tmp_path / "link")) == ["b.nc", "below/a.nc", "years/d.nc", "years/e.nc"]


def test_links_in_circles_end(folder: Path) -> None:
    """A link to the folder itself, or two folders that hold links to each other, are each entered once."""
    (folder / "again").symlink_to(folder)
    (folder / "up").symlink_to("..")
    for name, other in (("one", "two"), ("two", "one")):
        (folder / name).mkdir()
        (folder / name / other).symlink_to(folder / other)
        (folder / name / f"{name}.nc").write_text(name)
    expected = ["b.nc", "below/a.nc", "one/one.nc", "one/two/two.nc", "two/one/one.nc", "two/two.nc"]
    assert list(listing.files(folder)) == expected


def test_a_link_that_leads_nowhere_is_refused(folder: Path) -> None:
    """A day that a broken link stands for is not dropped in silence."""
    (folder / "c.nc").symlink_to(folder / "elsewhere.nc")
    with pytest.raises(InputError, match=r"c\.nc\n  found:    a link to .*elsewhere\.nc, which is not there"):
        listing.files(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder (run it as another user)")
def test_a_folder_that_cannot_be_read_is_refused(folder: Path) -> None:
    """A folder without permission is not taken for an empty one."""
    (folder / "below").chmod(0)
    with pytest.raises(InputError, match="Permission denied"):
        listing.files(folder)


@pytest.mark.parametrize(
    "name", ["Thumbs.db", "desktop.ini", "@eaDir/a.nc", "$RECYCLE.BIN/a.nc", "__MACOSX/a.nc", "Icon\r"]
)
def test_what_systems_put_beside_files_does_not_count(tmp_path: Path, name: str) -> None:
    """Windows, macOS and network storage keep previews, settings and bins in folders."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("")
    assert listing.files(tmp_path) == {}
