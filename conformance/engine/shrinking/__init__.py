"""Makes what failed smaller: one case, or one sequence."""
