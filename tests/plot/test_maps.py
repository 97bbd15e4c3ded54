import math

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from legible import names
from matplotlib.path import Path
from matplotlib.text import Text

from kit.errors import TableError
from kit.plot.maps import SMALL, find_small, load_world, measure_area, plot_map, project
from kit.vietnamese.names.gazetteer import load_gazetteer

FORMER = {"CSK", "DDR", "SUN", "YUG"}
EARTH = 6371.0  # radius in km


def drawn(ax):
    """The outlines of the map, in the order of drawing: key → colours of its rings."""
    (polygons,) = (c for c in ax.collections if isinstance(c, mpl.collections.PolyCollection))
    keys = [key for key, rings in load_world()[0].items() for _ in rings]
    colours = [mpl.colors.to_hex(c) for c in polygons.get_facecolors()]
    if len(colours) < len(keys):
        keys = [key for key in keys if key != "ATA"]
    assert len(colours) == len(keys)
    return {key: {c for k, c in zip(keys, colours, strict=True) if k == key} for key in set(keys)}


def said(ax):
    return [text.get_text() for text in ax.figure.findobj(Text) if text.get_text()]


# The projection


def test_the_projection_is_equal_earth():
    """The extent published with the projection: 17,243,959 m eastwards, 8,392,928 m northwards (WGS 84)."""
    east, north = project(np.array([[180.0, 0.0], [0.0, 90.0]])) * 6371007.181
    assert east == pytest.approx([17243959.06, 0], abs=1)
    assert north == pytest.approx([0, 8392927.60], abs=1)


@given(st.floats(-179, 179), st.floats(-85, 85))
def test_the_projection_keeps_areas(longitude, latitude):
    """A small square of degrees has the area that it has on the sphere."""
    d = 1e-3
    steps = np.array([[d, 0], [-d, 0], [0, d], [0, -d]])
    east, west, north, south = project(np.array([longitude, latitude]) + steps)
    jacobian = np.linalg.det(np.column_stack([(east - west), (north - south)])) / (2 * math.radians(d)) ** 2
    assert jacobian == pytest.approx(math.cos(math.radians(latitude)), rel=1e-4)


# The world


def test_countries_have_about_their_size():
    """Areas from the CIA's World Factbook, in km²; the outlines are coarse, and lakes are land."""
    outlines = load_world()[0]
    for key, area in {
        "VNM": 331_210,
        "BEL": 30_528,
        "FRA": 643_801,
        "AUS": 7_741_220,
        "BRA": 8_515_770,
    }.items():
        assert sum(map(measure_area, outlines[key])) * EARTH**2 == pytest.approx(area, rel=0.06), key
    everything = sum(measure_area(ring) for rings in outlines.values() for ring in rings)
    assert everything * EARTH**2 == pytest.approx(148_940_000, rel=0.02)


def test_no_outline_jumps_over_the_map():
    for key, rings in load_world()[0].items():
        for ring in rings:
            assert (np.abs(np.diff(ring[:, 0])) < 180).all(), key
            assert np.array_equal(ring[0], ring[-1]) or key in ("ATA", "RUS", "FJI"), "rings are closed"


def test_every_country_of_the_lexicon_has_a_place():
    _, points = load_world()
    countries = {key for key, partner in load_gazetteer().partners.items() if partner.kind == "country"}
    assert countries - set(points) == FORMER, "all others can be drawn"
    assert all(-180 <= east <= 180 and -90 <= north <= 90 for east, north in points.values())
    assert len(set(points.values())) == len(points)


def test_a_point_lies_in_its_country():
    outlines, points = load_world()
    outside = [
        key
        for key in set(points) & set(outlines)
        if not any(
            Path(ring + np.array([turn, 0])).contains_point(points[key])
            for ring in outlines[key]
            for turn in (0, -360)
        )
    ]
    assert outside == []


def test_land_without_a_code_is_only_land():
    outlines, points = load_world()
    assert set(outlines) - set(points) == {"N. Cyprus", "Somaliland"}


# The chart


def test_a_value_is_a_colour_and_no_value_is_land():
    ax = plot_map(pd.Series({"FRA": 8, "VNM": 2, "LAO": 0}), unit="articles")
    colours = drawn(ax)
    land = colours["MNG"]
    assert colours["LAO"] == land, "0 is like no row"
    assert len({*colours["FRA"], *colours["VNM"], *land}) == 3
    assert "ATA" not in colours
    assert "articles" in said(ax)
    assert not any("Not on the map" in text for text in said(ax))


def test_a_small_state_is_a_point_in_its_colour():
    ax = plot_map(pd.Series({"FRA": 8, "SGP": 4, "BEL": 8}))
    (points,) = (c for c in ax.collections if not isinstance(c, mpl.collections.PolyCollection))
    places = load_world()[1]
    expected = project(np.array([places["BEL"], places["SGP"]]))
    assert np.allclose(points.get_offsets(), expected)
    assert mpl.colors.to_hex(points.get_facecolors()[0]) in drawn(ax)["FRA"]


def test_small_is_a_matter_of_area():
    assert find_small(pd.Index(["SGP", "FRA", "BEL", "MDV", "DEU"])) == ["SGP", "BEL", "MDV"]
    assert sum(map(measure_area, load_world()[0]["BEL"])) < SMALL


def test_a_key_without_a_place_is_named():
    ax = plot_map(pd.Series({"FRA": 8, "SUN": 4, "IOM": 1}))
    assert "Not on the map: IOM, SUN" in said(ax)
    many = pd.Series(1, index=["FRA", *(f"X{i:02}" for i in range(20))])
    (note,) = (text for text in said(plot_map(many)) if text.startswith("Not on the map"))
    assert note.endswith("X11 and 8 more")


def test_without_a_country_the_chart_says_so_and_names_what_is_left():
    assert [t.get_text() for t in plot_map(pd.Series(dtype=float)).texts] == ["No country to show."]
    ax = plot_map(pd.Series({"IOM": 3}))
    (text,) = (t.get_text() for t in ax.texts)
    assert text.split() == ["No", "country", "to", "show.", "Not", "on", "the", "map:", "IOM"]


def test_counts_have_no_halves_and_many_countries_are_parted_by_fifths():
    ax = plot_map(pd.Series({"FRA": 1}))
    (bar,) = (other for other in ax.figure.axes if other is not ax)
    assert all(float(tick).is_integer() for tick in bar.get_xticks())
    many = pd.Series(
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000],
        ["LAO", *["FRA", "DEU", "ITA", "ESP", "USA", "CHN", "JPN", "KOR", "VNM"]],
    )
    ax = plot_map(many)
    (bar,) = (other for other in ax.figure.axes if other is not ax)
    assert names(bar, "x") == ["1", "2.8", "4.6", "6.4", "8.2", "1,000"]
    colours = drawn(ax)
    assert colours["LAO"] == colours["FRA"] and colours["CHN"] == colours["JPN"]
    assert len({colour for key in many.index for colour in colours[key]}) == 5, (
        "one large number hides no other"
    )


def test_antarctica_is_drawn_if_it_is_named():
    assert "ATA" in drawn(plot_map(pd.Series({"ATA": 1, "FRA": 1})))


def test_keys_that_come_twice_are_summed():
    twice = drawn(plot_map(pd.Series([1, 1, 2], index=["FRA", "FRA", "VNM"])))
    assert twice["FRA"] == twice["VNM"]


@pytest.mark.parametrize("value", [-1, float("nan"), "viele"])
def test_what_is_no_count_is_an_error(value):
    with pytest.raises(TableError, match="'BEL' has"):
        plot_map(pd.Series({"FRA": 1, "BEL": value}, dtype=object))
