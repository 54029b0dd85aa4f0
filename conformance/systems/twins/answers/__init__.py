"""What the form of an answer leaves open: JSON, moments, links, problems, statuses."""
