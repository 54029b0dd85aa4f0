"""Judges clauses on what was recorded, asks a fail again, and keeps the evidence."""
