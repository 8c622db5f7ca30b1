"""A regression on what is known of every country, fitted on the countries that have a value.

Percentages and other quantities with a lowest and a highest value are fitted with a logit link and the likelihood of
Bernoulli (Papke and Wooldridge, 1996: "fractional logit"), so that reported zeros and hundreds enter as they are and no
estimate leaves the bounds. Others are fitted by least squares. A weak penalty keeps the coefficients finite where all
values are at one bound. Every country counts alike: what is looked for is how countries differ, not how people do.
"""

import numpy as np

from openssi.aggregate.panel import Flags, Numbers

PENALTY = 0.5
"""On the square of the coefficient of a standardised covariate, in countries."""

WEAK = 0.01
"""The same for the constant."""

STEPS = 12
FURTHEST = 15.0
"""Greatest distance from the middle on the scale of the logit: 3 in ten million."""


def regress(values: Numbers, covariates: Numbers, lowest: Numbers, highest: Numbers, fewest: int) -> Numbers:
    """Return what the covariates say of each country, each country with a value left out of its own fit.

    Args:
        values: Figures by countries, not a number where there is no value to fit.
        covariates: Countries by covariates, not a number where missing.
        lowest: By figure, the least value possible; not a number where there is none.
        highest: By figure, the greatest value possible.
        fewest: Countries with a value and all covariates below which nothing is fitted.

    Returns:
        Figures by countries; not a number for countries without a covariate and for figures with too few countries.
    """
    design, is_known = _design(covariates)
    is_fitted = np.isfinite(values) & is_known
    bounded = np.isfinite(lowest) & np.isfinite(highest)
    found = np.full(values.shape, np.nan)
    for rows, fit in ((bounded, _logit), (~bounded, _linear)):
        chosen = rows & (is_fitted.sum(axis=1) >= fewest)
        if chosen.any():
            low = np.where(bounded, lowest, 0.0)[chosen, None]
            span = np.where(bounded, highest - lowest, 1.0)[chosen, None]
            shares = np.where(is_fitted[chosen], (np.nan_to_num(values[chosen]) - low) / span, 0.0)
            found[chosen] = low + span * fit(shares, design, is_fitted[chosen])
    found[:, ~is_known] = np.nan
    return found


def _design(covariates: Numbers) -> tuple[Numbers, Flags]:
    """Return a constant and the standardised covariates, and which countries have them all."""
    is_known: Flags = np.asarray(np.isfinite(covariates).all(axis=1))
    known = covariates[is_known] if is_known.any() else np.zeros((1, covariates.shape[1]))
    spread = known.std(axis=0)
    filled = np.where(is_known[:, None], covariates, known.mean(axis=0))
    standardised = (filled - known.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return np.column_stack([np.ones(len(covariates)), standardised]), is_known


def _penalties(design: Numbers) -> Numbers:
    return np.diag([WEAK, *[PENALTY] * (design.shape[1] - 1)])


def _information(weights: Numbers, design: Numbers) -> Numbers:
    terms = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), terms * terms)
    return np.asarray((weights @ products).reshape(-1, terms, terms) + _penalties(design))


def _leverages(weights: Numbers, design: Numbers, information: Numbers) -> Numbers:
    inverse = np.linalg.inv(information)
    return np.asarray(np.clip(weights * np.einsum("ap,fpq,aq->fa", design, inverse, design), 0.0, 0.99))


def _linear(values: Numbers, design: Numbers, is_fitted: Flags) -> Numbers:
    weights = is_fitted.astype(float)
    information = _information(weights, design)
    coefficients = np.linalg.solve(information, ((weights * values) @ design)[..., None])[..., 0]
    fitted = coefficients @ design.T
    leverage = _leverages(weights, design, information)
    return np.where(is_fitted, fitted - leverage / (1 - leverage) * (values - fitted), fitted)


def _logit(shares: Numbers, design: Numbers, is_fitted: Flags) -> Numbers:
    coefficients = np.zeros((len(shares), design.shape[1]))
    for _ in range(STEPS):
        mean = _expit(coefficients @ design.T)
        information = _information(np.where(is_fitted, mean * (1 - mean), 0.0), design)
        score = np.where(is_fitted, shares - mean, 0.0) @ design - coefficients @ _penalties(design)
        coefficients += np.clip(np.linalg.solve(information, score[..., None])[..., 0], -2.0, 2.0)
    return _left_out(shares, design, is_fitted, coefficients)


def _left_out(shares: Numbers, design: Numbers, is_fitted: Flags, coefficients: Numbers) -> Numbers:
    """Return the fit, for the countries in it without themselves: one step of Newton from the common fit."""
    scores = coefficients @ design.T
    mean = _expit(scores)
    curvature = np.where(is_fitted, mean * (1 - mean), 0.0)
    leverage = _leverages(curvature, design, _information(curvature, design))
    pull = leverage / (1 - leverage) * (shares - mean) / np.where(curvature > 1e-9, curvature, 1.0)
    return _expit(np.where(is_fitted & (curvature > 1e-9), scores - pull, scores))


def _expit(scores: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -FURTHEST, FURTHEST))), np.float64)
