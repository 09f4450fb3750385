"""A citation as a page prints it: the document, the article, how well it is proved, and the figure's place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise

from mingzhang.doors.frame.presenting import words
from mingzhang.rules.policy import Citation


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A rule to be cited in one line; `state` is its word, `proved` whether it was checked against the document."""

    document: str
    article: str
    state: str | Promise
    proved: bool
    url: str


def rule_link(citation: Citation, region: str, on: date) -> RuleLink:
    """The link to the figure as it stood on a day."""
    return RuleLink(
        document=citation.document,
        article=citation.article,
        state=words.RULE_STATES[citation.state],
        proved=citation.state == "verified",
        url=rule_address(citation.key, region, on),
    )


def rule_address(key: str, region: str, on: date) -> str:
    """Where a figure stands: the page of its topic on that day, at the figure's own place."""
    topic = key.partition(".")[0]
    return f"{reverse('topic', args=(region, topic))}?on={on.isoformat()}#{key}"
