"""He paid in WeChat; the receipt's push to the wallet failed."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import paid
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.money.collection import queries as collection
from mingzhang.money.collection.operations import note_push
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The receipt exists and can be downloaded; WeChat did not take it."""
    paid(stage, who, due_months(stage, who)[:1], stage.moment(5, 12), "wechat")
    paper = collection.documents_of(stage.connection, stage.region, who.person_id)[-1]
    at = stage.moment(5, 13)
    note_push(stage.connection, stage.region, paper.id, channel="wechat", delivered=False, now=at)


MEMBER = Member(
    sequence=980,
    region=BEIJING,
    name="票未推",
    born=date(1996, 11, 11),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="电子票据没有推送到微信卡包。 The receipt did not reach the WeChat wallet.",
    symptoms=("PNF",),
    causes=("C92",),
    happen=happen,
)
