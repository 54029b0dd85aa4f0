"""Mutants of the reference systems: small changes of their source, made by a program and laid over a running system."""
