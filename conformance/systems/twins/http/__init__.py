"""What HTTP leaves open: framing, fields, pace, connections."""
