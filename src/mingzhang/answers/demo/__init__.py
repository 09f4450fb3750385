"""A lively region for trying things out: a crowd of fictional people and a named cast, two years, real operations.

Knows names, numbers and stories; refuses to know any rule: everything is written by the other rooms' operations, so
what the demo shows is what the product does. Read `cast.py` and one file of `scenarios`, then `loading.py`,
`history.py`, `visiting.py`.
"""

from mingzhang.answers.demo.cast import Member, members, members_of
from mingzhang.answers.demo.loading import is_loaded, is_unfinished, load_demo, story_ends_on
from mingzhang.answers.demo.question import question_about
from mingzhang.answers.demo.regions import BEIJING, GUANGZHOU, REGIONS

__all__ = [
    "BEIJING",
    "GUANGZHOU",
    "REGIONS",
    "Member",
    "is_loaded",
    "is_unfinished",
    "load_demo",
    "members",
    "members_of",
    "question_about",
    "story_ends_on",
]
