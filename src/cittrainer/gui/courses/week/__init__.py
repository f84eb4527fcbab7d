"""The week of a course as a grid, with its ledger, findings and unplaced blocks.

The widgets show a ``Week`` value and emit signals; none of them knows the database.
"""
