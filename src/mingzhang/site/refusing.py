"""How a command refuses: in the words of the refusal's code, Chinese first, on the error channel."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer

from mingzhang.answers.why.words import refusal_words
from mingzhang.basics.refusal import Refusal


def refuse(refusal: Refusal) -> NoReturn:
    """Say the refusal in both languages and end the command with 2."""
    print(refusal_words(refusal, "zh").sentence, file=sys.stderr)
    print(f"  {refusal_words(refusal, 'en').sentence}", file=sys.stderr)
    raise typer.Exit(2)
