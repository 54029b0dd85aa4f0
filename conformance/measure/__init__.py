"""How true the suite is, measured: many runs on reference systems that were changed, side by side, kept in a ledger."""
