"""Addresses of data in the manner of SDMX REST: 1.5 (v1) and 2.x (v2)."""

from django.urls import URLPattern

V1: list[URLPattern] = []
V2: list[URLPattern] = []
