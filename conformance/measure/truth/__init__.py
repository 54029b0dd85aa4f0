"""How many mutants of the reference systems the suite catches, of those that can be told from the clean system."""
