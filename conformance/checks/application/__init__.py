"""Judges of the application family."""
