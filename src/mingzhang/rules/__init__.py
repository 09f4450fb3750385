"""Pure rooms: values in, values out; no clock, no input or output."""
