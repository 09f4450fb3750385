"""She has no account of her own; her husband's pays for her medicine."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU

MEMBER = Member(
    sequence=912,
    region=GUANGZHOU,
    name="贾家人",
    born=date(1978, 6, 16),
    cover=Cover("resident", "adult"),
    shows="居民医保无个人账户，由配偶账户共济支付。 No account of her own; her husband's pays.",
    symptoms=("Z0",),
    causes=("C15",),
)
