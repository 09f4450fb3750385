"""The collection desk's pages: orders by clock, the bank's files, channels' bills, refunds by stage."""
