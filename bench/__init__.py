"""Speed, measured beside its limit in the same run; `./run bench` runs them all, `./run bench NAME` one of them."""
