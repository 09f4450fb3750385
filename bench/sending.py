"""The product as it is served, and messages to it as a hospital's system sends them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.request import Request, urlopen

import msgspec

from bench import town
from mingzhang.basics.identifiers import record_number

PORT = 18_207
CONNECTIONS = 8
MOST_SECONDS_TO_START = 120
CHINA = timezone(timedelta(hours=8))


def message(visit: town.Visit, number: int) -> bytes:
    """A 2207 as a hospital's system sends it."""
    now = datetime.now(CHINA)
    data = {
        "psn_no": record_number(visit.region, visit.person_id),
        "mdtrt_cert_type": "02",
        "mdtrt_cert_no": visit.document,
        "psn_cert_type": "01",
        "certno": visit.document,
        "psn_type": "12",
        "psn_name": visit.name,
        "med_type": "11",
        "medfee_sumamt": town.TOTAL_FEN / 100,
        "psn_setlway": "01",
        "mdtrt_id": record_number(visit.region, visit.visit_id),
        "chrg_bchno": "B1",
        "insutype": "310",
        "acct_used_flag": "1",
        "fulamt_ownpay_amt": 0,
        "overlmt_selfpay": 0,
        "preselfpay_amt": 0,
        "inscp_scp_amt": town.TOTAL_FEN / 100,
    }
    return msgspec.json.encode(
        {
            "infno": "2207",
            "msgid": f"{visit.institution}{now:%Y%m%d}{number:010d}",
            "mdtrtarea_admvs": visit.region,
            "insuplc_admdvs": visit.region,
            "recer_sys_code": "YBXT",
            "infver": "V1.0",
            "opter_type": "1",
            "opter": "bench",
            "opter_name": "bench",
            "inf_time": f"{now:%Y-%m-%d %H:%M:%S}",
            "fixmedins_code": visit.institution,
            "fixmedins_name": "测试医院",
            "sign_no": "bench",
            "input": {"data": data},
        }
    )


@contextmanager
def served() -> Iterator[None]:
    """The product, served as always."""
    command = f"from mingzhang.site.serving import serve; serve({PORT})"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen([sys.executable, "-c", command], env=environment)
    try:
        wait_until_healthy()
        yield
    finally:
        process.terminate()
        process.wait(20)


def wait_until_healthy() -> None:
    """Until the product answers; gives up after two minutes."""
    ends = time.monotonic() + MOST_SECONDS_TO_START
    while time.monotonic() < ends:
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/health") as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the product did not start")


def post(body: bytes) -> bytes:
    """Send one body, get its answer."""
    asked = Request(f"http://127.0.0.1:{PORT}/gateway", data=body, method="POST")
    with urlopen(asked) as answer:
        return bytes(answer.read())


def over_http(place: Path, bodies: list[bytes], seconds: float) -> dict[str, float]:
    """Send bodies for so many seconds; those that were not reached stay unsent."""
    file = place / "bodies"
    file.write_bytes(b"\n".join(bodies))
    command = [sys.executable, "-m", "bench.load", str(PORT), str(CONNECTIONS), str(seconds), str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    outcome: dict[str, float] = json.loads(done.stdout)
    if outcome["refused"]:
        raise SystemExit(f"{outcome['refused']} settlements were refused: the measurement is void")
    return outcome
