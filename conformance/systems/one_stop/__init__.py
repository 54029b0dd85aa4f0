"""The reference one-stop centre of administrative services (一站式行政便民服务中心)."""

KIND = "one-stop"
