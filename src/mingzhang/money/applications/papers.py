"""The papers that several kinds ask for, in one wording."""

from __future__ import annotations

from mingzhang.books.cases import DocumentRule, Words, never

IDENTITY_CARD = DocumentRule("identity_card", Words("身份证件", "Identity document"))
BANK_BOOK = DocumentRule("bank_book", Words("收款银行账户凭证", "Proof of the bank account to be paid"))
OTHER = DocumentRule("other", Words("其他材料", "Other papers"), never)
