"""Runs on twins, odd but lawful systems: how often a clause fails where none may."""
