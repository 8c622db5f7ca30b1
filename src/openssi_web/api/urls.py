"""Permanent addresses of data and downloads."""

from openssi_web.api import data, datasets, differences, document, listed, metadata, search, views
from openssi_web.api.plain import addresses

SERVED = (metadata, differences, views, listed, search, datasets, data, document)
"""What declares the addresses, in the order in which they are tried."""

urlpatterns = addresses()
