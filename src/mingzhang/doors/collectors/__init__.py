"""The collectors' door: what the tax platform and banks tell us of payments, signed; late, doubled or lost alike."""
