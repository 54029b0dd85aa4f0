"""The reference platform for the disclosure of government information (政府信息公开平台)."""

KIND = "disclosure"
