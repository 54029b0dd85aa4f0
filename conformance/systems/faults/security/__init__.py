"""Faults against the clauses of the security family."""
