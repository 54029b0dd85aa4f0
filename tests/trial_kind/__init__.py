"""An imaginary kind of system, known to nothing but its contract: a register of public venues."""
