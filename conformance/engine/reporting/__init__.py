"""Builds the one report of a run: results, gate, coverage."""
