"""One message to the gateway about a member of the cast, as a hospital would send it."""

from __future__ import annotations

import json
from datetime import datetime

from mingzhang.answers.demo.cast import Member


def question_about(institution_code: str, member: Member, now: datetime) -> str:
    """The envelope of 1101 (who is this person, and how covered), as one line of JSON; `now` makes its number."""
    envelope = {
        "infno": "1101",
        "msgid": f"{institution_code}{now:%Y%m%d%H%M%S}0001",
        "mdtrtarea_admvs": member.region,
        "insuplc_admdvs": member.region,
        "recer_sys_code": "01",
        "infver": "V1.0",
        "opter_type": "1",
        "opter": "demo",
        "opter_name": "演示",
        "inf_time": f"{now:%Y-%m-%d %H:%M:%S}",
        "fixmedins_code": institution_code,
        "fixmedins_name": "演示医院",
        "input": {
            "data": {
                "mdtrt_cert_type": "02",
                "mdtrt_cert_no": member.number,
                "psn_cert_type": "01",
                "certno": member.number,
                "psn_name": member.name,
            }
        },
    }
    return json.dumps(envelope, ensure_ascii=False)
