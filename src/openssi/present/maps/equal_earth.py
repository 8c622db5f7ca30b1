"""The Equal Earth projection: areas on the map are in the proportion of areas on the ground.

Šavrič, B., Patterson, T. and Jenny, B. (2018), "The Equal Earth map projection", International Journal of
Geographical Information Science 33(3), 454-465, equations 9 and 10.
"""

from math import asin, cos, radians, sin, sqrt

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_ROOT = sqrt(3) / 2

HALF_TURN = 180.0


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return a place on the map, in radii of the sphere, x to the east and y to the north.

    Args:
        longitude: Degrees east of the middle of the map, from -180 to 180.
        latitude: Degrees north, from -90 to 90.
    """
    theta = asin(max(-1.0, min(1.0, _ROOT * sin(radians(latitude)))))
    square = theta * theta
    sixth = square * square * square
    slope = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    x = radians(longitude) * cos(theta) / (_ROOT * slope)
    y = theta * (_A4 * sixth * square + _A3 * sixth + _A2 * square + _A1)
    return x, y


def rotated(longitude: float, middle: float) -> float:
    """Return a longitude seen from another meridian, from -180 (included) to 180."""
    return (longitude - middle + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN
