"""A resident: the scheme has no personal account, and pooled benefit is there."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU

MEMBER = Member(
    sequence=919,
    region=GUANGZHOU,
    name="任居民",
    born=date(1970, 4, 4),
    cover=Cover("resident", "adult"),
    shows="居民医保不设个人账户，统筹待遇正常。 Residents have no account by rule; benefit is normal.",
    symptoms=("Z0", "NOMON"),
    causes=("C15",),
)
