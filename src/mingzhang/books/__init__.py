"""Where PostgreSQL begins: the connection, sealed identifiers, the ledger, and the evidence of what happened."""
