"""The lab: a city's claims replayed under one policy view or another, by the waterfall that settles at the counter.

Claims come in as Arrow tables or Parquet files, and who pays which fen of each goes out the same way. The room knows
no person's records: claims carry pseudonyms. Read `columns.py` (what a claim is) first, then `batch.py` and `fold.py`.
"""
