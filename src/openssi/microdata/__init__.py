"""Surveys and registers: poverty, inequality, coverage and incidence, where the data of persons lie."""
