"""What a tester writes down, and what a run on it rests on: a `hutong.yaml`, standard, profile, contract, questions."""
