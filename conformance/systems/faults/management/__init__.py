"""Faults against the clauses of the management family."""
