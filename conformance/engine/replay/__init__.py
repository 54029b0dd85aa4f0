"""Exchanges as what anyone can repeat: lines of shell, or a workflow of Arazzo."""
