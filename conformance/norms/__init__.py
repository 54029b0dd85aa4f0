"""Reads standards, profiles, contracts and corpora into model objects, and says plainly what is wrong with them."""
