"""The accounts desk: months of allocation and their runs, freezes, interest, payments on their way."""
