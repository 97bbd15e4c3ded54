"""Progress on long work: how much is done and how much time is left, said only after two seconds."""

from tqdm import tqdm


class Progress(tqdm):
    """A line on stderr that is written over; nothing at all if the work takes less than two seconds.

    Parameters
    ----------
    label : what is being done.
    total : how much there is to do, in ``unit``.
    unit : what is counted.

    >>> with Progress("reading", 10, unit="articles") as progress:
    ...     progress.advance(10)
    """

    monitor_interval = 0  # no thread of its own: work is done in processes that are forked
    patience = 2.0  # seconds before the first word

    def __init__(self, label: str, total: int, *, unit: str):
        said = "{desc}: {percentage:.0f}% of {total:,} {unit}, {remaining} left{postfix}"
        often = {"delay": self.patience, "mininterval": 0.5, "miniters": 1}
        super().__init__(desc=label, total=total, unit=unit, bar_format=said, leave=False, **often)

    def advance(self, amount: int, *, note: str = "") -> None:
        """Say that ``amount`` more is done, and a word on it."""
        self.set_postfix_str(note, refresh=False)
        self.update(amount)
