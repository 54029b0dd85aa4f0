"""Judges of the support family."""
