"""Significance over articles: what chance would give if it dealt whole articles out, and q of many tests."""

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csc_array

from kit.stats.intervals import CELLS, Array

Mask = NDArray[np.bool_]

# What is marked in tables and charts has a q below this.
LEVEL = 0.05


def two_sided_p(difference: Array, variance: Array, third: Array, *, step: ArrayLike = 0.0) -> Array:
    """How often chance lies as far off as ``difference``, on either side: twice the tail of Pearson's type III.

    Parameters
    ----------
    difference : observed less expected.
    variance, third : second and third central moment of what chance gives. Where nothing can vary, p is 1.
    step : correction for continuity, half of the smallest step that ``difference`` can make.

    References
    ----------
    Mielke, P. & Berry, K. (2007). *Permutation Methods: A Distance Function Approach*, 2nd ed. Springer.

    Examples
    --------
    >>> two_sided_p(np.array([1.96, 0.0]), np.array([1.0, 0.0]), np.zeros(2)).round(3).tolist()
    [0.05, 1.0]
    """
    varies = variance > 1e-9
    spread = np.sqrt(np.where(varies, variance, 1.0))
    z = np.maximum(np.abs(difference) - step, 0) / spread
    tail = scipy.stats.pearson3.sf(z, np.where(varies, np.sign(difference) * third, 0.0) / spread**3)
    return np.where(varies, np.minimum(2 * tail, 1.0), 1.0)


def correct_p(p: Array, smallest: Array) -> tuple[Array, Mask]:
    """q of many tests, Benjamini and Hochberg's, and which of them could be significant at all.

    With few articles, or of what is rare, no p can be small, whatever was observed. Such tests are left out, and do
    not count among those that are corrected for: p can be as small as `LEVEL` / k in at most k of them.

    Parameters
    ----------
    p, smallest : the p found, and the smallest that a test could find, which must not depend on what it found.

    Returns
    -------
    (q, tested) : q is 1 where nothing was tested.

    References
    ----------
    Benjamini & Hochberg (1995), *JRSS B* 57, 289-300; Gilbert, P. (2005). A modified false discovery rate
    multiple-comparisons procedure for discrete data. *Applied Statistics* 54, 143-158.

    Examples
    --------
    >>> q, tested = correct_p(np.array([0.01, 0.5, 0.3]), np.array([0.001, 0.3, 0.001]))
    >>> q.tolist(), tested.tolist()
    ([0.02, 1.0, 0.3], [True, False, True])
    """
    k = np.arange(1, len(p) + 2)
    able = np.searchsorted(np.sort(smallest), LEVEL / k, side="right") <= k
    tested = smallest <= LEVEL / k[able.argmax()]
    return find_q(p, tested), tested


def find_q(p: Array, tested: Mask) -> Array:
    """q of the tests that were made, Benjamini and Hochberg's; 1 of all others."""
    q = np.ones(len(p))
    q[tested] = scipy.stats.false_discovery_control(p[tested])
    return q


def permute_articles(counts: csc_array, sizes: Array, target: Mask) -> tuple[Array, Array, Array]:
    """Whether two groups of articles differ in a key, held against all ways to deal the articles out to them.

    An article scores, for a key, how high its count stands among those of articles of its length (mid-distribution of
    the geometric law: words come in bursts): between 0 and 1, so that no article outweighs the others however often
    it repeats a word, and about ½ whatever its length, so that groups of long and of short articles can be compared.
    Scores are summed over the target. The moments of that sum over all permutations of the articles are known, so
    nothing is drawn, and p can be as small as the number of permutations allows.

    Parameters
    ----------
    counts : articles × keys, sparse.
    sizes : all words of each article.
    target : which articles are the target.

    Returns
    -------
    (difference, p, smallest) : the target's scores above what chance gives, its two-sided p, and the smallest p
        that any key in as many articles could have (about 1 with two articles).

    References
    ----------
    Lijffijt, J. et al. (2016). Significance testing of word frequencies in corpora. *Digital Scholarship in the
    Humanities* 31, 374-397 (articles, not words, are the units); Pitman (1937), *JRSS Supplement* 4, 119-130
    (permutations); Brockwell, A. (2007). Universal residuals. *Statistics & Probability Letters* 77, 1473-1478;
    Church, K. & Gale, W. (1995). Poisson mixtures. *Natural Language Engineering* 1, 163-190 (bursts).

    Examples
    --------
    >>> counts = csc_array([[3], [2], [4], [2], [3], [0], [0], [1], [0], [0]])
    >>> difference, p, smallest = permute_articles(counts, np.full(10, 50.0), np.arange(10) < 5)
    >>> bool(difference[0] > 0), p.round(3).tolist(), smallest.round(3).tolist()
    (True, [0.01], [0.008])
    """
    (articles, keys), inside = counts.shape, int(target.sum())
    having, row, total = np.diff(counts.indptr), counts.indices, counts.sum(axis=0)
    of = np.repeat(np.arange(keys), having)
    # Keys that occur equally often score alike where they are absent: one column for all of them, few at a time.
    distinct, same = np.unique(total / sizes.sum(), return_inverse=True)
    parts = np.array_split(distinct, articles * len(distinct) // CELLS + 1)
    instead = 0.5 / (1 + sizes[row] * distinct[same[of]])
    score = 1 - (1 - instead) * (1 - 2 * instead) ** counts.data

    def add_up(power: int, chosen: Mask) -> Array:
        excess = (score**power - instead**power) * chosen[row]
        absent = [((0.5 / (1 + np.outer(sizes[chosen], part))) ** power).sum(axis=0) for part in parts]
        return np.bincount(of, excess, minlength=keys) + np.concatenate(absent)[same]

    first, second, third = (add_up(power, np.ones(articles, bool)) for power in (1, 2, 3))
    mean, outside = first / articles, articles - inside
    difference = add_up(1, target) - inside * mean
    share = inside * outside / articles / max(articles - 1, 1)
    variance = share * (second - first * mean)
    skewed = (third - 3 * mean * second + 2 * first * mean**2) * share * (outside - inside)
    # One article more that has the key moves the sum by about ½, unless all have it.
    step = (1 - having / articles) / 4
    p = two_sided_p(difference, variance, skewed / max(articles - 2, 1), step=step)
    smallest = np.ones(keys)
    for group in (inside, outside):  # all articles that have it in one group, or nobody but them
        most = np.arange(group + 1)
        rare = 2 * scipy.stats.hypergeom.pmf(most, articles, most, group)
        smallest = np.minimum(smallest, rare[np.minimum(having, group)])
    return difference, np.maximum(p, smallest), smallest
