"""The reference data exchange platform (公共数据交换平台)."""

KIND = "data-exchange"
