"""Gender pay gap: how much less women earn, as a share of what men earn."""

from openssi.microdata.arrays import Mask
from openssi.microdata.measures.location import mean, quantile
from openssi.microdata.measures.measure import Linearised, Measured


def gender_pay_gap(measured: Measured, *, of_medians: bool = False) -> Linearised:
    """Return 1 - women / men, of mean or median pay; the welfare is the pay of an hour, and only employees have rows.

    Source: Eurostat, unadjusted gender pay gap; influence as for a ratio.
    """
    if measured.men is None or measured.women is None:
        return Linearised(value=None, reason="MEASURE_SEX_MISSING")
    men, women = _of(measured, measured.men), _of(measured, measured.women)
    if not men.ordered.n or not women.ordered.n:
        return Linearised(value=None, reason="MEASURE_SEX_EMPTY")
    his = quantile(men, 0.5) if of_medians else mean(men)
    hers = quantile(women, 0.5) if of_medians else mean(women)
    if his.value is None or hers.value is None or his.value <= 0:
        return Linearised(value=None, reason="MEASURE_MEN_WITHOUT_PAY")
    value = 1 - hers.value / his.value
    if his.influence is None or hers.influence is None:
        return Linearised(value=value, reason=his.reason or hers.reason)
    influence = (hers.value / his.value * his.influence - hers.influence) / his.value
    return Linearised(value=value, influence=influence)


def _of(measured: Measured, rows: Mask) -> Measured:
    return measured.within(rows if measured.inside is None else measured.inside & rows)
