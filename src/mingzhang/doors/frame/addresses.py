"""Parts of addresses: the number of a row, as `<row:name>` in a path; a number that no row can have is not found."""

from __future__ import annotations

from django.urls import register_converter


class RowNumber:
    """A whole number of at most 18 digits: more than that no table counts."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """The number that stands in the address."""
        return int(value)

    def to_url(self, value: int) -> str:
        """The number as an address writes it."""
        return str(value)


register_converter(RowNumber, "row")
