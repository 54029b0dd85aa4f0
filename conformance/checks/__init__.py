"""Pure judges, in folders named like the families: each yields the findings of one fact it establishes."""
