"""A citation as a page prints it: the document, the article, how well it is proved, and the page behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise

from mingzhang.doors.portal.presenting import words
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
    """The link to the rule as it held on a day."""
    return RuleLink(
        document=citation.document,
        article=citation.article,
        state=words.RULE_STATES[citation.state],
        proved=citation.state == "verified",
        url=f"{reverse('rule', args=(region, citation.key))}?on={on.isoformat()}",
    )
