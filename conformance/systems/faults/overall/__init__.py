"""Faults against the clauses of the overall family."""
