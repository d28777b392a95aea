"""A site with a broken link, a missing anchor or something from a network is refused, each named with its page."""

from pathlib import Path

from docs.site import finish


def test_what_leads_nowhere_is_named(tmp_path: Path) -> None:
    """Pages, anchors and images are looked for where a browser would; outer links are none of this."""
    (tmp_path / "below").mkdir()
    (tmp_path / "index.html").write_text(
        '<h1 id="top">a</h1><a href="below/b.html#there">b</a><a href="below/b.html#not">c</a><a href="#top">d</a>'
        '<a href="gone.html">e</a><img src="gone.png"><script src="https://x.y/z.js"></script><a href="https://x.y">f</a>'
    )
    (tmp_path / "below" / "b.html").write_text('<p id="there"><a href="../index.html">back</a></p>')
    assert sorted(finish.broken(tmp_path)) == [
        "index.html: below/b.html#not has no such anchor",
        "index.html: gone.html is not there",
        "index.html: gone.png is not there",
        "index.html: loads https://x.y/z.js",
    ]


def test_a_whole_site_is_passed(tmp_path: Path) -> None:
    """Nothing is said of it."""
    (tmp_path / "index.html").write_text('<h1 id="a b">a</h1><a href="#a%20b">b</a><a href="mailto:a@b">c</a>')
    assert list(finish.broken(tmp_path)) == []
