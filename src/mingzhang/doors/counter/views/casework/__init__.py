"""The case desk: queues by clock, one application's page, its steps and its papers, taking in at the window."""
