"""Return on investment of a program: what it cost, what it brought, and what may be said about it.

`selectors` reads the inputs, `costing`, `benefits` and `result` compute (pure, in Decimal), and `numbers` gives every
number its text, definition and formula. Page, API, CSV and XLSX print these numbers and no others.
"""
