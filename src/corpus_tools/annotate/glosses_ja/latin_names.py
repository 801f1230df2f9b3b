"""Latin names that have the form of a person's."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from corpus_tools.annotate.glosses_ja.translations import english_words
from corpus_tools.annotate.glosses_ja.word_lists import word_set

PARTICLES = word_set(
    """
        van von der den de del della di da do dos das du la le los bin bint ibn al el ul ur ad as
        abu ben ter ten zu af av y e und of ap st san
        """
)
_PERSON_WORD = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'ʻ‘`.-]*|[A-Z]\.(?:[A-Z]\.)*|(?:al|el|ad|as|ash|an|ar|at|az|ed|es|ul|d’|d'|o')[-’']?[A-Z][\w’'-]*|[IVX]+|[0-9]+(?:st|nd|rd|th)|Jr\.?,?|Sr\.?"
)
_PLACE_FIRST = word_set(
    """
        san santa santo são sao new los las la el port cape fort mount lake rio buenos saudi sri
        costa sierra burkina hong abu tel kuala phnom addis north south east west central saint st
        great united puerto el-aaiún dar ulan salt nur-sultan monte grand great papua cabo côte
        silicon wall white big black red google microsoft general standard royal
        """
)


def looks_personal(latin: str) -> bool:
    """Say whether a Latin name has the form of a person's: one to seven capitalised words and particles."""
    words = latin.replace(",", " ").split()
    if not 1 <= len(words) <= 7 or not re.search("[a-zß-ÿ]", latin):
        return False
    plain = [word.strip(".,").lower() for word in words]
    if plain[0] in _PLACE_FIRST or " ".join(plain) in countries():
        return False
    common = [word in english_words() and word not in _ALSO_NAMES for word in plain]
    if common[-1] or 2 * sum(common) > len(plain) or (_COMMON - _ALSO_NAMES).intersection(plain):
        return False
    if any(
        word not in PARTICLES and not _PERSON_WORD.fullmatch(raw)
        for word, raw in zip(plain, words, strict=True)
    ):
        return False
    return plain[-1] not in PARTICLES or len(words) == 1


@cache
def countries() -> frozenset[str]:
    """Return the English names of countries and regions, in lower case."""
    return frozenset(name.lower() for name in Locale("en").territories.values())


_ALSO_NAMES = PARTICLES | word_set(
    """
        king queen black white stone grant law west east church field gold silver green wood strong
        long hall young brown blue power bell park low short rice price case house means lead noble
        paris fund sun moon lane rock star banks woods brooks rivers summer winter day light bond north
        """
)
_COMMON = word_set(
    """
        the and for in on to at with by from party city valley street times post news group
        corporation inc ltd co company motors motor airlines holdings partners capital brothers sons
        university college school river island islands mountain mountains sea bay strait peninsula
        gulf ocean war battle day week year act acts deal accords project spring revolution tower
        bridge palace airport station park hotel hospital museum center centre office house league
        cup games olympics prize award foundation institute press review journal herald tribune post
        english french german dynasty empire republic theory effect law equation syndrome disease
        boson principle theorem test scale index system method model program programme doctrine plan
        line wall street protocol process formula round agenda open grand prix tour masters islamic
        state
        """
)
