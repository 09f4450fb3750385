"""The frame of every page: its look, its guards, its language, and how money, days and numbers are written.

The portal and the counter stand in it: `middleware.py` guards each answer and chooses the language, `clock.py` is the
one place that reads the time, `asked.py` reads an address, `tries.py` counts who tries what how often, `presenting/`
turns records into words and figures, `templates/frame/` are the parts of pages and `static/frame/` their look. It knows
neither who reads nor which pages there are.
"""
