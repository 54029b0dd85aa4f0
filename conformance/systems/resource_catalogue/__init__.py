"""The reference resource catalogue (政务信息资源目录)."""

KIND = "resource-catalogue"
