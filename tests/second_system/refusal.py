"""A refusal on its way to becoming problem details."""

from __future__ import annotations

TITLES = {
    400: "请求有误",
    401: "请先登录",
    403: "没有权限",
    404: "找不到",
    405: "不支持的方法",
    406: "没有所需的格式",
    409: "状态不允许",
    410: "条目已撤销",
    412: "条目已被他人修改",
    413: "内容过大",
    415: "只接受 JSON",
    422: "内容不可信",
    500: "系统内部错误",
}


class Refused(Exception):  # noqa: N818 - an answer, not an error of ours
    """Raised wherever a request cannot be served: the status, a sentence, the wrong places, members of its own."""

    def __init__(
        self, status: int, detail: str = "", errors: list[dict[str, str]] | None = None, **members: str
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors or []
        self.members = members


def parameter(name: str, message: str) -> Refused:
    """A 400 for one parameter."""
    return Refused(400, "参数有误", [{"parameter": name, "message": message}])
