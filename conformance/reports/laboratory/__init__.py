"""The report as a laboratory files it: pages of A4 with numbers, signatures, and the original record attached."""
