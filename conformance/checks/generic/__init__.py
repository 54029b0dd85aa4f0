"""Checks of no family: each judges steps, members or headers that a clause names, in the clause's own words."""
