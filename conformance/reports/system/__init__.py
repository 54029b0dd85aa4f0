"""What a run on one system found, part by part: each has its twin in `conformance.reports.network`."""
