"""Text made to act: what others may send, keep in a document, or call a member, a file or a system."""

from __future__ import annotations

import sys

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from conformance.model.visible import visible

CANARY = "canary"
"""A file that exists only where something of such a text was carried out in this folder."""

ACTS = (
    f"$(touch {CANARY})",
    f"`touch {CANARY}`",
    f"';touch {CANARY};'",
    f'"; touch {CANARY} #',
    f"\n touch {CANARY}\n",
    f"|touch {CANARY}",
    f"<(touch {CANARY})",
    f"${{x:-$(touch {CANARY})}}",
    f"a[$(touch {CANARY})]",
    "!!",
    "!1",
    "\\",
    "\\\n",
    "'",
    '"',
    "-o",
    "--help",
    "@/etc/passwd",
    "$HUTONG_1_ID",
    "$GOV_token1",
    "${GOV_token1}",
    "~root",
    "*",
    "{a,b}",
    "\x00",
    "\x1b[2J",
    "\x1b]0;pwned\x07",
    "\x1b]8;;http://evil.example\x07link\x1b]8;;\x07",
    "\x9b31m",
    "\x7f",
    "\r",
    "\t",
    "\x85",
    "\u00a0",
    "\u202e",
    "\u2028",
    "\u2066",
    "\u200b",
    "e\u0301\u0301\u0301",
    "\ue000",
    "\ufeff",
    "\ufffe",
    "\ud800",
    "\udc80",
    "\U000e0041",
    "\U0010ffff",
    "[bold red]PASS[/]",
    "[/nope]",
    "[link=http://evil.example]",
    ":smile:",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "]]>",
    "&amp;",
    "</code></pre>",
    "\n```\n# heading\n",
    "[a](javascript:alert(1))",
    "![a](http://evil.example)",
    "| a | b |",
    "\n- [ ] task\n",
    "@everyone",
    "[[ATTACHMENT|/etc/passwd]]",
    "=1+1",
    '=HYPERLINK("http://evil.example")',
    "+1",
    "-1",
    "\t=1",
    "＝1",
    "{{ 7*7 }}",
    "{% raw %}",
    "%(x)s",
    "%s",
    "政务",
    "达到门槛",
    "error[usage]: \nhelp: ",
)
BYTES = "".join(map(chr, range(256)))
"""Every byte, as Latin-1 reads it."""

BLOCK = 4_096


def texts(most: int = 6) -> st.SearchStrategy[str]:
    """Any text: pieces that act beside characters of every class, halves of surrogate pairs too."""
    anything = st.characters(exclude_categories=())
    return st.lists(st.one_of(st.sampled_from(ACTS), st.text(anything, max_size=8)), max_size=most).map("".join)


def everything() -> list[str]:
    """Every character there is, in texts of some thousands, and every piece that acts."""
    blocks = range(0, sys.maxunicode + 1, BLOCK)
    return [*ACTS, BYTES, *("".join(map(chr, range(start, start + BLOCK))) for start in blocks)]


def examples(number: int) -> settings:
    """So many examples, the same on every machine, however slow it is."""
    return settings(
        max_examples=number,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )


def acts(text: str) -> str:
    """What of a text would act in a terminal or hide in it; empty where nothing does."""
    return "" if visible(text, limit=0, keep_newlines=True) == text else repr(text)
