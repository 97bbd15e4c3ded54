"""Progress is told on stderr, and only of work that takes its time."""

from kit.progress import Progress


def test_short_work_says_nothing(capsys):
    with Progress("reading", 10, unit="articles") as progress:
        progress.advance(10)
    assert capsys.readouterr() == ("", "")


def test_long_work_says_how_much_is_done_and_leaves_nothing_behind(capsys, monkeypatch):
    monkeypatch.setattr(Progress, "patience", 0.0)
    with Progress("reading", 4000, unit="articles") as progress:
        progress.advance(1000, note="slowest words")
        progress.refresh()
        told = capsys.readouterr().err
        assert "reading: 25% of 4,000 articles, " in told and "left, slowest words" in told
    assert not capsys.readouterr().err.strip()
    assert progress.monitor is None  # no thread
