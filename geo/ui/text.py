"""Untrusted text on a page: report text and names never become markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

#: Characters that Streamlit's Markdown reads as markup, as an image or as a directive.
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:@&])")


def plain(text: str) -> str:
    """Escape a text for Streamlit's Markdown, so that it shows as it stands."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def highlighted(text: str, spans: Iterable[tuple[int, int, str, str]]) -> str:
    """Write a text as HTML with places marked; a span is (start, end, kind, tooltip).

    Spans that overlap an earlier one are left out.
    """
    parts, at = [], 0
    for start, end, kind, title in sorted(spans):
        if start < at or end > len(text) or start >= end:
            continue
        parts.append(html.escape(text[at:start]))
        parts.append(
            f'<mark class="{html.escape(kind, quote=True)}" title="{html.escape(title, quote=True)}">'
            f"{html.escape(text[start:end])}</mark>"
        )
        at = end
    parts.append(html.escape(text[at:]))
    return f'<div class="report" dir="auto">{"".join(parts)}</div>'
