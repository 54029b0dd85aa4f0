"""Judges of the security family."""
