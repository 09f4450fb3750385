"""Being treated: filings and visits."""
