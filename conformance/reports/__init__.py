"""One writer per format, each a projection of `conformance.model.report.Report`.

Text from a system under test passes `visible` before it is written anywhere.
"""
