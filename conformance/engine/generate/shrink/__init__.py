"""Finds the smallest case that still fails."""
