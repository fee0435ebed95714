"""E-mail addresses in free text, also dictated ones ("lena at example dot com") and mistyped ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from email_validator import EmailNotValidError, validate_email
from rapidfuzz.distance import OSA

from bot.clinic.contacts import vocabulary
from bot.clinic.contacts.text import listed

_HOSTS = vocabulary.load("mail_hosts", folded=False)
MAIL_HOSTS = tuple(sorted(_HOSTS["hosts"]))
"""Hosts many people have their address at; one or two slips away from a long one is taken for a typing error."""

_ENDING_SLIPS = {
    "con": "com", "cmo": "com", "ocm": "com", "vom": "com", "xom": "com", "comm": "com", "coom": "com", "c0m": "com",
    "cim": "com", "cpm": "com", "om": "com", "como": "com", "ogr": "org", "orgg": "org", "nte": "net", "ner": "net",
    "ent": "net", "edi": "edu",
}  # fmt: skip

_ENDINGS = listed("com org net edu gov us io co me info biz health care clinic example test")
"""Endings behind which a mark and a space end the address: "ann@oak.example. she may be called"."""

_LITERAL = re.compile(
    r"(?<![\w@])(?:mailto:)?([^\s@<>(),;:\"\[\]|!?]{1,64})\s?@\s?"
    r"((?:[^\W_]|-){1,63}(?:\s?[.,]\s?(?:[^\W_]|-){1,24}){1,4}|(?:[^\W_]|-){1,63} (?:com|org|net|edu)\b)",
    re.IGNORECASE,
)
_LOCAL_COMMA = re.compile(r"\W*([\w.+\-]+),")
_COUNTRY = 2  # letters of a country's ending: "example.co,uk"
_PART = r"[a-z0-9][a-z0-9_+\-]*"
_DOT = r"\s*(?:\.|\(dot\)|\[dot\]|\bdot\b|\bpoint\b|\bpunto\b)\s*"
_JOINT = r"(?:\s*\.\s*|\s+(?:dot|period|punto|underscore|under\s+score|dash|hyphen|minus|plus)\s+)"
_SAID = re.compile(
    rf"(?<![\w@.])({_PART}(?:{_JOINT}{_PART}){{0,4}})(?:\s+|\s*[(\[])(?:at|arroba|@)(?:\s+|[)\]]\s*)"
    rf"((?:{_PART}{_DOT}){{1,3}}(?:com|org|net|edu|gov|us|io|co|me|info|biz|health|care|clinic|example|test|mx|uk|ca|de))\b",
    re.IGNORECASE,
)
_JOINTS = (
    (re.compile(r"\s+(?:dot|period|punto)\s+|\s*\.\s*", re.IGNORECASE), "."),
    (re.compile(r"\s+(?:underscore|under score)\s+", re.IGNORECASE), "_"),
    (re.compile(r"\s+(?:dash|hyphen|minus)\s+", re.IGNORECASE), "-"),
    (re.compile(r"\s+plus\s+", re.IGNORECASE), "+"),
)
_BROKEN = re.compile(r"(?<!\S)[^\s@]+@+[^\s@]+(?:@\S*)?|(?<!\S)[\w.+\-]{2,}@(?=\s|$)", re.IGNORECASE)
_HOST = re.compile(
    r"(?<![\w@])([\w.+\-]{1,64}?)[\s.]?\s?((?:g|hot|yahoo|ya|out)[a-z]{0,5}\.com|icloud\.com|aol\.com)\b",
    re.IGNORECASE,
)
_NO_ENDING = re.compile(
    r"(?<![\w@.])([\w.+\-]{1,64})(?:\s+at\s+|@)(gmail|yahoo|hotmail|outlook|icloud|aol)\b(?!\s*[.\w])",
    re.IGNORECASE,
)
_NO_DOT = re.compile(r"([a-z0-9\-]{2,}?)(com|org|net|edu)")


@dataclass(frozen=True)
class FoundEmail:
    """An address at a place of the text; where it cannot be used, `code` says why and `address` is None."""

    start: int
    end: int
    raw: str
    address: str | None
    code: str | None = None
    suggestion: str | None = None


def find_emails(text: str, expected: bool) -> list[FoundEmail]:
    """Return the addresses of a text in order; `expected` looks harder at what has no "@" or no ending."""
    found: list[FoundEmail] = []
    for m in _LITERAL.finditer(text):
        found.append(_literal(m, text, expected))
    found = [_shortened(one) for one in found]
    for m in _SAID.finditer(text):
        if not _overlaps(found, m.start(), m.end()) and _is_dictated(m):
            host = re.sub(_DOT, ".", m[2].strip(), flags=re.IGNORECASE)
            found.append(_judge(m.start(), m.end(), m[0], _joined(_without_lead(m[1])), host.replace(" ", "")))
    for pattern in (_NO_ENDING, _BROKEN) + ((_HOST,) if expected else ()):
        for m in pattern.finditer(text):
            if not _overlaps(found, m.start(), m.end()):
                found += _broken(m, expected)
    return sorted(found, key=lambda one: one.start)


def _literal(m: re.Match[str], text: str, expected: bool) -> FoundEmail:
    """An address with its "@"; where a mark in it was a slip, the mended one is only proposed."""
    labels, mended = _labels(m[2])
    local, start, before = m[1], m.start(), _LOCAL_COMMA.fullmatch(text[: m.start()]) if expected else None
    if before is not None:
        local, start, mended = f"{before[1]}.{local}", before.start(1), True  # "ann,lee@example.com"
    one = _judge(start, m.end(), text[start : m.end()], local, ".".join(labels))
    if one.address is None or not mended:
        return one
    return replace(one, address=None, code="email_typo", suggestion=one.address)


def _is_dictated(m: re.Match[str]) -> bool:
    """Whether "x at y" is an address: "dana at gmail.com" is, "look it up at ketamine.com" is not."""
    host = m[2].lower()
    return (
        re.search(r"\bdot\b|\bpunto\b|\bpoint\b", host) is not None
        or host in MAIL_HOSTS
        or not m[1].isalpha()
        or (host.endswith(".com") and likely_host(host) is not None)
    )


def _overlaps(found: list[FoundEmail], start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in found)


_LEADS = re.compile(r"^(?:(?:it'?s|its|is|email|e-mail|mail|address|me|that'?s|use|to|on)\s+)+", re.IGNORECASE)


def _without_lead(local: str) -> str:
    return _LEADS.sub("", local)


def _joined(local: str) -> str:
    for pattern, sign in _JOINTS:
        local = pattern.sub(sign, local)
    return local


def _labels(host: str) -> tuple[list[str], bool]:
    """The labels of a host, and whether a comma or a space stands between them where a dot belongs.

    A sentence that follows without a space is dropped: "example.com.My doctor" has the host example.com.
    """
    labels = re.split(r"\s?[.,]\s?| ", host)
    marks = re.findall(r"\s?[.,]\s?| ", host)
    kept = len(labels)
    for i, label in enumerate(labels[1:], 1):
        following = labels[i + 1] if i + 1 < len(labels) else ""
        ends = label.lower() in _ENDINGS
        spaced = i < len(marks) and marks[i][-1:].isspace()
        comma = i < len(marks) and "," in marks[i] and not (following.isalpha() and len(following) == _COUNTRY)
        goes_on = following.lower() in _ENDINGS or following.lower() in _ENDING_SLIPS
        if (ends and (following[:1].isupper() or spaced or comma)) or (spaced and not goes_on):
            kept = i + 1
            break
    return labels[:kept], any("." not in mark for mark in marks[: kept - 1])


def _shortened(one: FoundEmail) -> FoundEmail:
    """End the place of an address where the address itself ends, so that what follows is read again."""
    host = (one.address or one.suggestion or "").rpartition("@")[2]
    last = host.rpartition(".")[2]
    place = one.raw.lower().rfind(last) if last and one.code != "email_invalid" else -1
    if place < 0 or "@" not in one.raw[:place]:
        return one
    end = one.start + place + len(last)
    return replace(one, end=end, raw=one.raw[: end - one.start])


def _judge(start: int, end: int, raw: str, local: str, host: str) -> FoundEmail:
    local, host = local.strip(".'*_~").removeprefix("mailto:"), host.strip(".-").lower()
    address = valid_address(f"{local}@{host}")
    if address is None:
        return FoundEmail(start, end, raw, None, "email_invalid")
    better = likely_host(host)
    if better is not None:
        return FoundEmail(start, end, raw, None, "email_typo", f"{address.rpartition('@')[0]}@{better}")
    return FoundEmail(start, end, raw, address)


def valid_address(address: str) -> str | None:
    """Return the address in its normal form, or None where its form is wrong; whether it exists is not asked.

    The hosts of examples and tests are allowed (`globally_deliverable=False`), so a dot is asked for here.
    """
    try:
        checked = validate_email(address, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return None
    ending = checked.ascii_domain.rpartition(".")[2]
    return checked.normalized if "." in checked.ascii_domain and not ending.isdigit() and len(ending) > 1 else None


def likely_host(host: str) -> str | None:
    """Return the host that was probably meant ("gmail.com" for "gmial.com"), or None where nothing looks wrong."""
    if host in MAIL_HOSTS:
        return None
    name, _, ending = host.partition(".")
    if name in {"yahoo", "hotmail", "outlook", "live", "gmx", "icloud", "msn", "aol"} and ending in _HOSTS["countries"]:
        return None
    front, _, last = host.rpartition(".")
    if last in _ENDING_SLIPS:
        mended = f"{front}.{_ENDING_SLIPS[last]}"
        return likely_host(mended) or mended
    near = [(OSA.distance(host, known, score_cutoff=2), known) for known in MAIL_HOSTS if len(known) >= 8]
    distance, known = min(near)
    if distance > (2 if len(known) >= 9 else 1):
        return None
    # A short host of one's own must not be bent to a big one: "amail.com" may exist, "gmaill.com" hardly.
    return known if known.startswith(host[0]) or distance == 1 else None


def _broken(m: re.Match[str], expected: bool) -> list[FoundEmail]:
    raw = m[0].strip(".,;:!?")
    if m.re is _BROKEN and not expected and ("." not in raw or raw.startswith("@")):
        return []
    local, _, host = raw.partition("@")
    if m.re in (_HOST, _NO_ENDING):
        local, host = m[1], m[2] if "." in m[2] else m[2] + ".com"
    host = re.sub(r"[.,@]+", ".", re.sub(r"[^a-z0-9.,@\-]", "", host.lower())).strip(".")
    if "." not in host and host + ".com" in MAIL_HOSTS:
        host += ".com"
    elif "." not in host and (ending := _NO_DOT.fullmatch(host)) is not None:
        host = f"{ending[1]}.{ending[2]}"  # "example.com" without its dot
    suggestion = valid_address(f"{local.strip('.')}@{likely_host(host) or host}")
    return [FoundEmail(m.start(), m.end(), raw, None, "email_invalid", suggestion)]
