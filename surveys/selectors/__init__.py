"""Reads of surveys that are not a queryset."""
