"""She is insured in the second tier, which has no personal account in her city."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import HAIKOU

MEMBER = Member(
    sequence=982,
    region=HAIKOU,
    name="档无户",
    born=date(1992, 12, 4),
    cover=Cover("employee", "in_service", tier="tier2"),
    shows="二档参保，当地二档不设个人账户。 The second tier has no account there.",
    symptoms=("Z0", "NOQ"),
    causes=("C18",),
)
