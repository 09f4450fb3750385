"""What comes in, and whose it is: contributions, personal accounts, family grants."""
