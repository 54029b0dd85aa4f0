"""Who can exchange what with whom: contracts of two sides compared, pairs, and the graph they make."""
