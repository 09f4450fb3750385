"""Papers: receipts and statements as PDF, and the square code by which anybody can verify them."""
