"""How hard a text is to read: the Flesch-Kincaid grade, as years of school in the United States."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What Flesch counts as the end of a sentence: "How to Write Plain English", 1979, chapter 2.
_SENTENCE_END = re.compile(r"[.!?:;]+(?:\s+|$)|\n+")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
# A written vowel that is not spoken: bak-e, help-ed, nam-es; but peo-ple, treat-ed, cas-es.
_SILENT = re.compile(r"(?:[^aeiouyl]|[aeiouy]l)e$|[^aeiouydtl]ed$|l?led$|[^aeiouyscxzghl]es$|(?<=[gtn])ement")
# Neighbouring vowels spoken apart: psychi-atrist, experi-ence, vari-ous, usu-al, vide-o, ide-a, do-ing.
_APART = re.compile(r"ia(?![ln])|(?<![tcx])i(?:en|ou)|iet|ium|ual|eo$|ea$|[eo]ing|creat")


def syllables(word: str) -> int:
    """Syllables of an English word, by its vowels; right for most words, one off for some."""
    word = word.lower().replace("'", "")
    groups = len(_VOWELS.findall(word))
    return max(groups - len(_SILENT.findall(word)) + len(_APART.findall(word)), 1)


def grade(text: str, names: Iterable[str] = ()) -> float:
    """Flesch-Kincaid grade of `text` without its numbers and `names`, which nobody can make shorter."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", " ", text, flags=re.IGNORECASE)
    sentences = [part for part in _SENTENCE_END.split(text) if _WORD.search(part.lower())]
    words = [word for part in sentences for word in _WORD.findall(part.lower())]
    if not words:
        return 0.0
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59
