"""The report as a page for a browser: templates, what they are given, and the pictures they draw."""
