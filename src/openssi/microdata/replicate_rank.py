"""The rank of a matrix of replicate weights, from which their degrees of freedom come."""

from collections.abc import Iterable

import numpy as np

from openssi.microdata.arrays import Floats

TOLERANCE = 1e-5
"""A column counts where what the columns before it leave of it is no less than this share of its length, as in R's
`degf`."""

_FURTHER = 4
"""The rank is looked at when the rows have grown by this factor."""


def rank_of(blocks: Iterable[Floats], enough: int) -> int:
    """Return the rank of a matrix, or `enough` where it is no less.

    The products of each two columns are added up block by block, so that memory is that of a block and of a square of
    the columns. The matrix is looked at before its end too: further rows do not make the rank less.

    Args:
        blocks: Rows, all columns, some at a time.
        enough: Beyond which nobody asks.
    """
    gram: Floats | None = None
    rows, look = 0, max(1, enough)
    for block in blocks:
        with np.errstate(all="ignore"):
            product: Floats = block.T @ block
        gram = product if gram is None else gram + product
        rows += len(block)
        if rows >= look:
            look = _FURTHER * rows
            if _rank(gram, enough) >= enough:
                return enough
    return 0 if gram is None else min(_rank(gram, enough), enough, rows)


def _rank(gram: Floats, enough: int) -> int:
    """Return the number of columns that those before them do not explain; the products are of columns with themselves.

    What the columns before leave of a column is the square of the diagonal of the Cholesky factor.
    """
    lengths = np.sqrt(np.diag(gram))
    if not np.isfinite(lengths).all():
        return enough
    left = gram[np.ix_(lengths > 0, lengths > 0)] / np.outer(lengths[lengths > 0], lengths[lengths > 0])
    if _is_whole(left):
        return len(left)
    found = 0
    for place in range(len(left)):
        remains = left[place, place]
        if remains < TOLERANCE**2:
            continue
        found += 1
        if found == enough:
            break
        explained = left[place, place + 1 :] / np.sqrt(remains)
        left[place + 1 :, place + 1 :] -= np.outer(explained, explained)
    return found


def _is_whole(gram: Floats) -> bool:
    try:
        factor = np.linalg.cholesky(gram)
    except np.linalg.LinAlgError:
        return False
    return bool((np.diag(factor) >= TOLERANCE).all())
