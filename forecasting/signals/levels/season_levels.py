"""Whether the last weeks of a season are of another level than was expected of them."""

import numpy as np

# The variance of a season's sales is so many times a count's; no level moves by more than this factor.
SCATTER, LARGEST_MOVE = 3.0, 3.0
# It is another level where both halves of some months stand out of what was expected by so many standard errors, all of
# them by this factor, a few units aside.
CLEAR, LEAST, UNITS = 1.3, 1.4, 3.0
# It may be one where all of them stand out by so many, and by this factor.
DOUBTFUL, PERHAPS = 1.75, 1.25


def move(sales: np.ndarray, usual: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """By what sales (products, periods) differ from the usual ones where they clearly do in either half, so that no
    late or early season is taken for it, and how clearly, 0 where they do not, (products,) each."""
    half = sales.shape[1] // 2
    halves = [
        _clearness(sales[:, part].sum(axis=1), usual[:, part].sum(axis=1))
        for part in (slice(None, half), slice(half, None))
    ]
    clear = np.minimum(*np.abs(halves)) * (np.sign(halves[0]) == np.sign(halves[1]))
    own = _ratio(sales, usual)
    return own, np.where((clear > CLEAR) & (np.abs(np.log(own)) > np.log(LEAST)), clear, 0.0)


def is_doubtful(sales: np.ndarray, usual: np.ndarray) -> np.ndarray:
    """Whose sales stand out of the usual ones, (products, periods) each, bool (products,)."""
    clear = np.abs(_clearness(sales.sum(axis=1), usual.sum(axis=1)))
    return (clear > DOUBTFUL) & (np.abs(np.log(_ratio(sales, usual))) > np.log(PERHAPS))


def _ratio(sales: np.ndarray, usual: np.ndarray) -> np.ndarray:
    return np.clip((sales.sum(axis=1) + UNITS) / (usual.sum(axis=1) + UNITS), 1 / LARGEST_MOVE, LARGEST_MOVE)


def _clearness(sales: np.ndarray, usual: np.ndarray) -> np.ndarray:
    """Standard errors of counts that scatter by which sales differ from the usual, signed."""
    return np.asarray((sales - usual) / np.sqrt(SCATTER * np.maximum((sales + usual) / 2, 1.0)))
