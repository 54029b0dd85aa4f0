"""Plans a run, asks, judges and folds what was found into one report."""
