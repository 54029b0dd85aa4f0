"""Lets the Schemathesis engine ask, with our wire and our checks."""
