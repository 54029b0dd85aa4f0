"""Hutong 互通: conformance and interoperability testing of government department systems."""

__version__ = "0.1.0"
