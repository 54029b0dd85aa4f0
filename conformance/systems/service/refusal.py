"""A refusal: why a request is not carried out, as the caller will be told."""

from __future__ import annotations

from dataclasses import dataclass

TITLES = {
    400: "请求不合规约 Request breaks the contract",
    401: "未认证 Not authenticated",
    403: "无权 Not allowed",
    404: "资源不存在 Not found",
    405: "不支持此方法 Method not allowed",
    406: "无所求的表示形式 Not acceptable",
    409: "与现状冲突 Conflict",
    410: "已撤销 Gone",
    412: "前提不成立 Precondition failed",
    413: "正文过大 Body too large",
    415: "不支持的媒体类型 Unsupported media type",
    422: "内容不可信 Content not to be trusted",
    429: "请求过多 Too many requests",
    500: "系统内部错误 Internal error",
    503: "暂时不能服务 Service unavailable",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place that is wrong: a JSON pointer into the body, or the name of a parameter."""

    message: str
    pointer: str | None = None
    parameter: str | None = None


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error
    """Raised where a request is refused; the system answers with problem details."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        places: tuple[Place, ...] = (),
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(f"{status} {detail}")
        self.status = status
        self.detail = detail
        self.places = places
        self.headers = headers
