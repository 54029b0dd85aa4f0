"""`python -m conformance` is `hutong`."""

from conformance.cli import main

main()
