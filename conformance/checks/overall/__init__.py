"""Judges of the overall family."""
