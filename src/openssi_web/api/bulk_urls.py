"""Addresses of bulk files in the layout of ILOSTAT."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
