"""The words every room uses: fen, basis points, periods, identifiers, refusals. Standard library only, no clock."""
