"""Bytes to text: byte-order marks, UTF-8, UTF-16, the Cyrillic code pages, and mojibake undone."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC_PAGES = ("cp1251", "koi8_u", "cp866", "iso8859_5")
_LOWER = re.compile(r"[а-яёіїєґ]")
# What a wrong code page leaves behind: capitals inside a word, mixed alphabets, box drawing, foreign letters.
_WRONG = re.compile(
    r"(?<=[а-яёіїєґ])[А-ЯЁІЇЄҐA-Za-z]|(?<=[A-Za-z])[а-яёіїєґА-Я]"
    r"|[\u2500-\u259fЂЃѓЉЊЌЋЏђљњќћџЎўЈјЅѕ\x80-\x9f¤¦¬]"
)
# UTF-8 read as cp1251 ("РЎСѓ") or as cp1252 ("Ð½Ð°").
_MOJIBAKE = re.compile(
    r"(?:[РС][\xa0-\xbf\u0401-\u040f\u0451-\u045f\u0490\u0491\u2013-\u2122]){3}"
    r"|(?:[ÐÑ][\x80-\xbf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122]){3}"
)


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text of `data` and the encoding it was read with; never fails.

    A byte-order mark wins, then UTF-8 where it fits, then the `declared` charset, then the likeliest page.
    Line ends become newlines; mojibake of UTF-8 in a Cyrillic or Latin code page is put right.
    """
    text, encoding = _decode(data, declared)
    text = repair(text).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return text.replace("\x00", ""), encoding


def _decode(data: bytes, declared: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    for encoding in (*_wide(data), "utf-8", declared):
        text = _strict(data, encoding)
        if text is not None:
            return text, encoding
    return _likeliest(data)


def _wide(data: bytes) -> tuple[str, ...]:
    """Return the UTF-16 form that the zero (Latin) or 0x04 (Cyrillic) bytes of `data` betray, if any."""
    head = data[:4000]
    if len(head) < 4:
        return ()
    high = b"\x00\x04"
    even, odd = (sum(byte in high for byte in head[start::2]) / (len(head) / 2) for start in (0, 1))
    if odd > 0.7 and even < 0.3:
        return ("utf-16-le",)
    return ("utf-16-be",) if even > 0.7 and odd < 0.3 else ()


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None


def _likeliest(data: bytes) -> tuple[str, str]:
    """Choose among the Cyrillic code pages by their letters; leave the rest to charset-normalizer."""
    sample = data[:20_000]
    scores = {page: _cyrillic_score(sample.decode(page, "replace")) for page in _CYRILLIC_PAGES}
    best = max(scores, key=lambda page: scores[page])
    high = sum(byte > 127 for byte in sample)
    if scores[best] > high / 2:
        return data.decode(best, "replace"), best
    match = from_bytes(sample).best()
    encoding = match.encoding if match else "cp1252"
    return data.decode(encoding, "replace"), encoding


def _cyrillic_score(text: str) -> int:
    return len(_LOWER.findall(text)) - 3 * len(_WRONG.findall(text)) - 3 * text.count("\ufffd")


def _as_latin_1(error: UnicodeError) -> tuple[bytes, int]:
    """Keep the bytes that a code page leaves undefined, as browsers do."""
    assert isinstance(error, UnicodeEncodeError)
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error("as_latin_1", _as_latin_1)


def repair(text: str) -> str:
    """Undo UTF-8 that was read as cp1251, cp1252 or Latin-1; other text comes back as it is."""
    if not _MOJIBAKE.search(text):
        return text
    for page in ("cp1251", "cp1252"):
        try:
            repaired = text.encode(page, "as_latin_1").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if not _MOJIBAKE.search(repaired):
            return repaired
    return text
