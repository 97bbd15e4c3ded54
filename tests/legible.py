"""Whether a chart can be read: which of its texts overlap, are cut off, or are too small in print."""

from itertools import combinations, pairwise
from unittest.mock import patch

import numpy as np
from matplotlib.text import Text

PRINTED = 16 / 2.54 / 8
"""How much smaller a chart of 8 inches is where it is printed 16 cm wide."""

SMALLEST = 6
"""Points, in print."""

TOUCH = 1.5
"""Pixels by which boxes may overlap: a box is taller than its letters."""


def texts(ax):
    """What is written on an Axes, beside its title and its ticks."""
    return [text.get_text() for text in ax.texts]


def names(ax, axis="y"):
    """What is written at the ticks of an axis."""
    return [tick.get_text() for tick in getattr(ax, f"get_{axis}ticklabels")()]


def legend(ax):
    """What stands in the legend of the figure of an Axes."""
    return [text.get_text() for text in ax.figure.legends[0].get_texts()]


def list_faults(figure):
    """What is wrong with the texts of a figure, in words; an empty list if nothing is."""
    texts, renderer, frame = list_drawn(figure), figure.canvas.get_renderer(), figure.bbox
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts]
    small = [f"too small: {t.get_text()!r}" for t in texts if t.get_fontsize() * PRINTED < SMALLEST]
    inside = frame.padded(TOUCH)
    cut = [
        f"cut off: {said!r}"
        for said, box in boxes
        if not (inside.contains(*box.min) and inside.contains(*box.max))
    ]
    shortened = [f"shortened: {said!r}" for said, _ in boxes if "…" in said]
    turned = {id(text) for text in texts if text.get_rotation() % 90}
    flat = [
        (text.get_text(), box) for text, (_, box) in zip(texts, boxes, strict=True) if id(text) not in turned
    ]
    overlapping = [
        f"overlap: {one!r} and {other!r}"
        for (one, first), (other, second) in combinations(flat, 2)
        if "\n " not in one + other  # the title, which keeps room for what stands below it
        and min(first.x1, second.x1) - max(first.x0, second.x0) > TOUCH
        and min(first.y1, second.y1) - max(first.y0, second.y0) > TOUCH
    ]
    return (
        small
        + cut
        + shortened
        + overlapping
        + list(list_crowded([text for text in texts if id(text) in turned]))
    )


def list_crowded(texts):
    """Turned labels that stand closer beside each other than they are high."""
    boxes = []
    for text in texts:
        angle, at = np.radians(text.get_rotation()), text.get_window_extent()
        text.set_rotation(0)
        boxes.append((at.x1, at.y1, text.get_window_extent().height, np.sin(angle), text.get_text()))
        text.set_rotation(np.degrees(angle))
    for first, second in pairwise(sorted(boxes)):
        if abs(first[1] - second[1]) < 3 and (second[0] - first[0]) * first[3] < first[2] - TOUCH:
            yield f"crowded: {first[4]!r} and {second[4]!r}"


def list_drawn(figure):
    """The texts that are drawn: labels of ticks outside the axis are there, and are not."""
    drawn = []
    draw = Text.draw

    def note(text, *args, **options):
        drawn.append(text)
        draw(text, *args, **options)

    with patch.object(Text, "draw", note):
        figure.canvas.draw()
    return [text for text in dict.fromkeys(drawn) if text.get_visible() and text.get_text().strip()]
