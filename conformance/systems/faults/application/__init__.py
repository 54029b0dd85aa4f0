"""Faults against the clauses of the application family."""
