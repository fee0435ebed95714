"""What a text message may be written in, what it costs, and where it is cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clinic.texting import Segments, plain, segments, shorten

# Drawn more often than any text would have them: what the rules are about.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab .!?\n\r\t\f1€[é½²…’—\u200b\u200d\ufe0f\u0301\u20e3\u00a0😀👩\u0645\u0938\u094d"),
        st.characters(),
    ),
    max_size=400,
)
LONG = st.integers(1, 250).flatmap(lambda times: st.text("ab .!?\n€😀", max_size=8).map(lambda text: text * times))
GSM = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


def test_the_basic_table_is_whole() -> None:
    """All 127 characters beside the escape count one septet, the nine of the extension table two."""
    assert len(set(GSM)) == 127
    assert [segments(c) for c in GSM] == [Segments("GSM-7", 1, 1)] * 127
    assert [segments(c) for c in "\f^{}\\[~]|€"] == [Segments("GSM-7", 2, 1)] * 10


@pytest.mark.parametrize("character", "`çáíóúâêλαЖ中’–…\u00a0\t°")
def test_one_other_character_makes_it_ucs_2(character: str) -> None:
    """The backtick, the small cedilla and small Greek letters are not in the table, either."""
    assert segments("abc" + character) == Segments("UCS-2", 4, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Segments("GSM-7", 0, 0)),
        ("a", Segments("GSM-7", 1, 1)),
        ("a" * 160, Segments("GSM-7", 160, 1)),
        ("a" * 161, Segments("GSM-7", 161, 2)),
        ("a" * 306, Segments("GSM-7", 306, 2)),
        ("a" * 307, Segments("GSM-7", 307, 3)),
        ("a" * 158 + "€", Segments("GSM-7", 160, 1)),
        ("a" * 159 + "€", Segments("GSM-7", 161, 2)),
        ("a" * 152 + "€" + "a" * 152, Segments("GSM-7", 306, 3)),  # the € does not go into what is left of the first
        ("a" * 151 + "€" + "a" * 153, Segments("GSM-7", 306, 2)),
        ("ж" * 70, Segments("UCS-2", 70, 1)),
        ("ж" * 71, Segments("UCS-2", 71, 2)),
        ("ж" * 134, Segments("UCS-2", 134, 2)),
        ("ж" * 135, Segments("UCS-2", 135, 3)),
        ("😀" * 35, Segments("UCS-2", 70, 1)),
        ("ж" * 66 + "😀" + "ж" * 66, Segments("UCS-2", 134, 3)),
        ("ж" * 65 + "😀" + "ж" * 67, Segments("UCS-2", 134, 2)),
        ("a" * 69 + "’", Segments("UCS-2", 70, 1)),
        ("a" * 70 + "’", Segments("UCS-2", 71, 2)),
    ],
)
def test_segments_at_their_limits(text: str, expected: Segments) -> None:
    """160 and 153 septets, 70 and 67 code units, and nothing of two is cut in two."""
    assert segments(text) == expected


@settings(max_examples=150, deadline=None)
@given(st.one_of(TEXTS, LONG), st.data())
def test_more_text_never_takes_fewer_segments(text: str, data: st.DataObject) -> None:
    """Not a prefix either, whose encoding may be another; and every segment holds what it can."""
    part, whole = text[: data.draw(st.integers(0, len(text)))], segments(text)
    assert segments(part).count <= whole.count
    alone, joined = (160, 153) if whole.encoding == "GSM-7" else (70, 67)
    assert (whole.count <= 1) == (whole.characters <= alone)
    assert whole.count <= 1 or joined * whole.count >= whole.characters > (joined - 1) * (whole.count - 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It’s ‘ok’” `x` «y»", "\"It's 'ok'\" 'x' \"y\""),
        ("9–5 — yes… 310‑270‑0625", "9-5 - yes... 310-270-0625"),
        ("• one\n· two", "- one\n- two"),
        ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
        ("in\u200bvi\u00adsi\ufeffble\u200d", "invisible"),
        ("é è ñ ü à ö Ñ É ß Å", "é è ñ ü à ö Ñ É ß Å"),
        ("e\u0301 n\u0303 u\u0308", "é ñ ü"),
        ("á í ó ú ç Á ê Nguyễn Đặng Łukasz", "a i o u c A e Nguyen Dang Lukasz"),
        ("ﬁne ＡＢＣ 𝐛𝐨𝐥𝐝 №", "fine ABC bold No"),
        ("2½ ½ 10² m² ℃", "2 1/2 1/2 10^2 m2 ℃"),
        ("Spravato® → 3×", "Spravato(R) -> 3x"),
        ("2️⃣ ‼️", "2 !!"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\n\n\nb \n \n\t\nc\n", "a\nb\nc\n"),
        ("a\r\n\r\nb", "a\nb"),
        ("\x00a\x07", "a"),
        ("Price: [5€] {~}", "Price: [5€] {~}"),
        ("", ""),
    ],
)
def test_a_plain_text_reads_the_same(text: str, expected: str) -> None:
    """In GSM-7 where there is a way to write it, with the accents that GSM-7 has, and without blank lines."""
    assert plain(text) == expected


@pytest.mark.parametrize("text", ["👩‍⚕️ ❤️ 👍🏽 🇺🇸", "Привет", "你好", "สำหรับ", "क्‍ष हिन्दी", "שלום", "می‌خواهم", "한국어"])
def test_what_gsm_7_cannot_write_stays(text: str) -> None:
    """Emoji and other scripts, and the joiners without which they would be other signs."""
    assert plain(text) == text


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_plain_text_stays_plain(text: str) -> None:
    """A second time changes nothing, and there is neither a blank line nor a carriage return."""
    once = plain(text)
    assert plain(once) == once
    assert not re.search(r"\n *\n|[\r\t\u200b\u00a0]", once)


SENTENCES = "Dr. Lee is in at 9 a.m. on Monday. Is that fine? " + "Please bring a list of your medicines with you. " * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        ("a" * 160, "a" * 160),
        (SENTENCES, SENTENCES[:144]),
        (f"It is fine. {'Word ' * 40}", "It is fine."),
        (f'He said "go." {"Word " * 40}', 'He said "go."'),
        (f"Times\n1 Tue, 2:00 PM\n2 Wed, {'9 ' * 80}", "Times\n1 Tue, 2:00 PM"),
        (f"1. {'word ' * 40}", "1. " + "word " * 30 + "word..."),
        (f"See Dr. J. Lee at 9 a.m. {'Word ' * 40}", "See Dr. J. Lee at 9 a.m. " + "Word " * 25 + "Word..."),
        ("word, " * 40, "word, " * 25 + "word..."),
        ("a" * 161, "a" * 157 + "..."),
        (f"{'a' * 150} {'b' * 50}", "a" * 150 + "..."),
        (f"Yes. {'ж ' * 40}", "Yes."),
        ("ж" * 80, "ж" * 67 + "..."),
        ("😀" * 40, "😀" * 33 + "..."),
        (" " * 200, "..."),
    ],
)
def test_a_long_text_is_cut_where_it_can_be_read(text: str, expected: str) -> None:
    """Behind a sentence or a line, else behind a word; "Dr." and "a.m." end no sentence."""
    assert shorten(text, 1) == expected


@settings(max_examples=200, deadline=None)
@given(st.one_of(TEXTS, LONG), st.integers(1, 4))
def test_a_shortened_text_fits(text: str, most_segments: int) -> None:
    """Always; a text that fitted is unchanged, another is its beginning."""
    short = shorten(text, most_segments)
    assert segments(short).count <= most_segments
    assert (short == text) == (segments(text).count <= most_segments)
    assert text.startswith((short, short.removesuffix("...")))


def test_no_segment_at_all_is_a_slip() -> None:
    """Nothing can be said in it, so that asking for it is an error."""
    with pytest.raises(ValueError, match="at least one"):
        shorten("", 0)
