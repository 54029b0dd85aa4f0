"""Judges of the management family."""
