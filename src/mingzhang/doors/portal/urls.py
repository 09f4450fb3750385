"""The portal's pages, one view a file."""

from __future__ import annotations

from django.urls import path

from mingzhang.doors.frame import addresses  # noqa: F401 - the paths below write `<row:...>`
from mingzhang.doors.portal.views.applications import applications
from mingzhang.doors.portal.views.apply import apply
from mingzhang.doors.portal.views.balance import balance
from mingzhang.doors.portal.views.bill import bill, bill_statement
from mingzhang.doors.portal.views.bills import bills
from mingzhang.doors.portal.views.case import case, case_paper, case_papers, case_withdraw
from mingzhang.doors.portal.views.contributions import contributions
from mingzhang.doors.portal.views.coverage import coverage
from mingzhang.doors.portal.views.difference import difference
from mingzhang.doors.portal.views.entitlement import entitlement
from mingzhang.doors.portal.views.estimate import estimate
from mingzhang.doors.portal.views.home import home
from mingzhang.doors.portal.views.lookups import lookups
from mingzhang.doors.portal.views.movements import movements
from mingzhang.doors.portal.views.order import order, order_ask, payment
from mingzhang.doors.portal.views.outbox import outbox
from mingzhang.doors.portal.views.pay import pay, pay_review, pay_send
from mingzhang.doors.portal.views.pay_late import pay_late
from mingzhang.doors.portal.views.pay_other import pay_other
from mingzhang.doors.portal.views.preferences import preferences
from mingzhang.doors.portal.views.receipts import receipt, receipt_pdf, receipts
from mingzhang.doors.portal.views.sign_in import sign_in, sign_in_code
from mingzhang.doors.portal.views.sign_out import sign_out
from mingzhang.doors.portal.views.statement import statement, statement_as_csv, statement_as_pdf
from mingzhang.doors.portal.views.topic import topic
from mingzhang.doors.portal.views.verify import verify, verify_code
from mingzhang.doors.portal.views.why import why, why_symptom

urlpatterns = [
    path("", home, name="home"),
    path("login", sign_in, name="sign_in"),
    path("login/code", sign_in_code, name="sign_in_code"),
    path("logout", sign_out, name="sign_out"),
    path("outbox", outbox, name="outbox"),
    path("preferences", preferences, name="preferences"),
    path("balance", balance, name="balance"),
    path("movements", movements, name="movements"),
    path("movements/statement", statement, name="statement"),
    path("movements/statement.pdf", statement_as_pdf, name="statement_pdf"),
    path("movements/statement.csv", statement_as_csv, name="statement_csv"),
    path("bills", bills, name="bills"),
    path("bills/<str:number>", bill, name="bill"),
    path("bills/<str:number>/statement.json", bill_statement, name="bill_statement"),
    path("why", why, name="why"),
    path("why/<str:symptom>", why_symptom, name="why_symptom"),
    path("rules", coverage, name="coverage"),
    path("rules/<str:region>/diff", difference, name="difference"),
    path("rules/<str:region>/<str:topic>", topic, name="topic"),
    path("estimate", estimate, name="estimate"),
    path("lookups", lookups, name="lookups"),
    path("contributions", contributions, name="contributions"),
    path("orders/<str:number>", order, name="order"),
    path("orders/<str:number>/ask", order_ask, name="order_ask"),
    path("payments/<str:number>", payment, name="payment"),
    path("pay", pay, name="pay"),
    path("pay/review", pay_review, name="pay_review"),
    path("pay/send", pay_send, name="pay_send"),
    path("pay/late", pay_late, name="pay_late"),
    path("pay/other", pay_other, name="pay_other"),
    path("receipts", receipts, name="receipts"),
    path("receipts/<str:number>", receipt, name="receipt"),
    path("receipts/<str:number>/pdf", receipt_pdf, name="receipt_pdf"),
    path("verify", verify, name="verify"),
    path("verify/<str:code>", verify_code, name="verify_code"),
    path("entitlement", entitlement, name="entitlement"),
    path("applications", applications, name="applications"),
    path("applications/<slug:slug>", apply, name="apply"),
    path("cases/<str:number>", case, name="case"),
    path("cases/<str:number>/papers", case_papers, name="case_papers"),
    path("cases/<str:number>/papers/<row:document_id>", case_paper, name="case_paper"),
    path("cases/<str:number>/withdraw", case_withdraw, name="case_withdraw"),
]
