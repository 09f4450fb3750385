"""Money as integer fen, rates as integer basis points, and the one way each is rounded."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

BASIS_POINTS = 10_000
FEN_PER_YUAN = 100


def half_up(numerator: int, denominator: int) -> int:
    """Divide and round half away from zero to a whole number; the denominator is positive."""
    if denominator <= 0:
        raise ValueError(f"denominator must be positive, got {denominator}")
    quotient, rest = divmod(abs(numerator), denominator)
    rounded = quotient + (1 if 2 * rest >= denominator else 0)
    return rounded if numerator >= 0 else -rounded


def share(amount_fen: int, rate_bp: int) -> int:
    """The part of an amount that a rate in basis points gives, half up to the fen."""
    return half_up(amount_fen * rate_bp, BASIS_POINTS)


def to_fen(yuan: str | int | Decimal) -> int:
    """Read yuan as printed ("1,234.56", "12") into fen; refuses fractions of a fen and what is not an amount."""
    try:
        amount = Decimal(str(yuan).replace(",", "").strip())
    except InvalidOperation as error:
        raise ValueError(f"not an amount in yuan: {yuan!r}") from error
    if not amount.is_finite():
        raise ValueError(f"not an amount in yuan: {yuan!r}")
    fen = amount * FEN_PER_YUAN
    if fen != fen.to_integral_value():
        raise ValueError(f"an amount in yuan has at most two decimals, got {yuan!r}")
    return int(fen)


def to_basis_points(percent: str | int | Decimal) -> int:
    """Read a percentage as printed ("85", "89.5") into basis points; refuses fractions of a basis point."""
    try:
        value = Decimal(str(percent).replace("%", "").strip()) * 100
    except InvalidOperation as error:
        raise ValueError(f"not a percentage: {percent!r}") from error
    if not value.is_finite() or value != value.to_integral_value():
        raise ValueError(f"a percentage has at most two decimals, got {percent!r}")
    return int(value)


def yuan_text(fen: int, *, thousands: bool = True) -> str:
    """Write fen as yuan with two decimals and a true minus sign: 1,234.56."""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    body = f"{whole:,}.{rest:02d}" if thousands else f"{whole}.{rest:02d}"
    return f"−{body}" if fen < 0 else body


def percent_text(rate_bp: int) -> str:
    """Write basis points as a percentage without needless zeros: 85 %, 89.5 %."""
    whole, rest = divmod(rate_bp, 100)
    return f"{whole}%" if rest == 0 else f"{whole}.{rest:02d}".rstrip("0") + "%"
