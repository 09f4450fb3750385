"""Explaining what the books hold, and a lively region to try it on."""
