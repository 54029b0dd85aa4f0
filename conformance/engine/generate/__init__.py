"""Makes the questions of a contract; the only folder that knows Schemathesis and Hypothesis."""
