"""Faults against the clauses of the support family."""
