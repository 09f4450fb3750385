"""Evidence: what happened at the doors, kept so that it can be proved later.

Knows answered requests (so that each has its effect once), every message received, failed swipes and logins, look-ups,
outages, stale copies, messages to people, and the audit chain. Refuses to know what a request meant: it keeps the
bytes and the numbers. Read `records.py` first, then `operations.py`, `queries.py`, `audit.py`.
"""

from mingzhang.books.evidence.audit import audit, audit_rows, audited, audited_regions, verify_audit
from mingzhang.books.evidence.operations import (
    AnsweredMeanwhile,
    copy_to_channel,
    declare_outage,
    mark_reversed,
    record_event,
    record_lookup,
    record_request,
    send,
    store_answer,
)
from mingzhang.books.evidence.queries import (
    answer_of,
    channel_copies,
    events,
    lookups,
    lookups_through,
    messages,
    outages,
    requests,
    stored_answer,
)
from mingzhang.books.evidence.records import (
    AuditFault,
    AuditRow,
    ChannelCopy,
    Event,
    Lookup,
    Message,
    Outage,
    ReceivedRequest,
    RequestKey,
    StaffLookup,
    StoredAnswer,
)

__all__ = [
    "AnsweredMeanwhile",
    "AuditFault",
    "AuditRow",
    "ChannelCopy",
    "Event",
    "Lookup",
    "Message",
    "Outage",
    "ReceivedRequest",
    "RequestKey",
    "StaffLookup",
    "StoredAnswer",
    "answer_of",
    "audit",
    "audit_rows",
    "audited",
    "audited_regions",
    "channel_copies",
    "copy_to_channel",
    "declare_outage",
    "events",
    "lookups",
    "lookups_through",
    "mark_reversed",
    "messages",
    "outages",
    "record_event",
    "record_lookup",
    "record_request",
    "requests",
    "send",
    "store_answer",
    "stored_answer",
    "verify_audit",
]
