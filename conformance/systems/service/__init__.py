"""What every reference system is made of, whatever its kind: who calls, what the contract asks, how answers go out."""
