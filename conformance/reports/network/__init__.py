"""What a run on a network found, part by part: each has its twin in `conformance.reports.system`."""
