"""How far to the left of a parenthesis the Japanese name reaches that it glosses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus_tools.annotate.glosses_ja.context import Context
from corpus_tools.annotate.glosses_ja.evidence import English, has_participle
from corpus_tools.annotate.glosses_ja.nouns import LIGHT_VERBS, run_start
from corpus_tools.annotate.glosses_ja.transliteration import sound_similarity
from corpus_tools.annotate.glosses_ja.trim import trim
from corpus_tools.annotate.glosses_ja.word_lists import word_set
from corpus_tools.annotate.glosses_ja.words import KATAKANA, Word, joined, read_words

_VERBAL = ("形容詞", "動詞", "助動詞")
_LONGEST_MODIFIER = 4

# What may stand between the parts of one name: in titles of documents and bodies; between equals; elsewhere.
_TITLE_LINKS = word_set(
    """
    に関する に関しての に係る にかかる に対する に対しての における においての のための ための についての に基づく の際の の場合の
    に資する に向けた に反対する を禁止する を求める による に代わる
    """
)
_FIRM_LINKS = word_set("に関する に関しての に係る にかかる に対する に対しての のための についての に基づく")
_ABOUT_LINKS = word_set(
    "に関する に関しての に係る にかかる についての"
)  # a title, however short its English
_PAIR_LINKS = word_set("との間の 間の 及び および 並びに ならびに 又は または 若しくは もしくは と や")
_LOOSE_LINKS = word_set(
    "への からの での との なき のない のある で開かれた をめぐる を通じた を通じての の な"
)
_INNER_LINKS = word_set(
    "のおそれのある あらゆる として 特に に 、 その他の すべての 全ての 重要な 等の ある 又はその"
)
_TITLE_OPENERS = word_set("あらゆる すべての 全ての 特に")
_LINKS = sorted(_TITLE_LINKS | _PAIR_LINKS | _LOOSE_LINKS, key=len, reverse=True)
_ALL_LINKS = sorted(_INNER_LINKS.union(_LINKS), key=len, reverse=True)  # once inside a title
_HEADS = word_set(
    """
        条約 協定 協約 議定書 規約 憲章 宣言 声明 覚書 合意 決議 規則 規程 規制 法律 法 条例 命令 令 指令 勧告 基準 指針 原則 計画 行動計画 戦略 報告 報告書 白書
        会議 委員会 理事会 協議会 評議会 部会 作業部会 作業グループ 審議会 パネル グループ フォーラム 機構 機関 基金 枠組み 枠組 プログラム プロジェクト イニシアティブ
        イニシアチブ アジェンダ パートナーシップ 連合 同盟 ネットワーク センター 事務所 アウトルック ガイドライン 共同宣言 共同声明 国際条約 国際規約 国際会議 特別委員会
        政府間パネル 裁判所 法廷 首脳会議
        """
)
_ACTORS = re.compile(
    "国連|国際連合|政府|我が国|同国|両国|各国|諸国|当局|同省|同社|首相|大統領|[一-鿿]{1,4}(?:省|庁|党|社)|日本|米国|中国|英国|韓国|北朝鮮|台湾|世界|欧州|[米英豪独仏日中韓印露伊加欧]{2,5}"
)


def name_start(context: Context, english: English) -> int | None:
    """Return where the name that ends at the end of ``context.text`` begins, or ``None`` if there is none."""
    words = read_words(context.text, noun=True)
    run = run_start(words, len(words))
    if run == len(words):
        return None
    by_sound = _katakana_start(words, english)
    if by_sound is not None:
        return by_sound
    first = _extend(words, run, english)
    first = trim(words, first, english)
    counted = first and words[first].pos3.startswith("助数詞") and words[first - 1].text[-1].isnumeric()
    return None if counted else words[first].start


def _katakana_start(words: Sequence[Word], english: English) -> int | None:
    """A katakana word (with ・) that sounds like the whole English is the name; what stands before is not."""
    if not english.by_words or len(english.items) > 4 or not KATAKANA.fullmatch(words[-1].text):
        return None
    first = len(words) - 1
    while first >= 2 and words[first - 1].text in "・＝" and KATAKANA.fullmatch(words[first - 2].text):
        first -= 2
    for start in range(first, len(words), 2):
        kana = joined(words[start:])
        whole = sound_similarity(kana, "".join(english.items))
        if whole >= 0.6 and whole >= max(sound_similarity(kana, item) for item in english.items):
            return words[start].start
    return None


def _extend(words: Sequence[Word], run: int, english: English) -> int:
    """Take in more of the left while the English, or the form of a title, speaks for it."""
    first, in_title = run, False
    while first:
        modified = _modifier_start(words, first, english)
        if modified is not None:
            first = modified
            continue
        link = _link_before(words, first, in_title)
        segment = run_start(words, link[1]) if link else first
        if link is None or segment == link[1]:
            opener = _one_link(words, first, sorted(_TITLE_OPENERS)) if in_title else None
            return opener[1] if opener else first
        if _accepts(words, segment, link, first, english, in_title):
            first, in_title = segment, in_title or link[0] in _TITLE_LINKS
        elif ahead := _look_ahead(words, segment, first, english, in_title):
            first = ahead
        else:
            break
    return first


def _modifier_start(words: Sequence[Word], first: int, english: English) -> int | None:
    """An adjective or a verb right before the noun that the English shows: 赤いリスト, 知る権利.

    A verb may be a noun with する, and stand after an adverb in 的に.
    """
    now = english.match(words[first:])
    start = first
    while start and first - start < _LONGEST_MODIFIER and words[start - 1].pos in _VERBAL:
        start -= 1
        if len(english.match(words[start:]).open) < len(now.open):
            return start
    if start == first or words[start].pos != "動詞":
        return None
    if start and words[start].text in LIGHT_VERBS and words[start - 1].pos3 == "サ変可能":
        start -= 1
        gained = len(english.match(words[start:]).open) < len(now.open)
        return _adverb_start(words, start) if gained else None
    coordinate = start == 1 and words[0].text in ("と", "や")  # with a name before a bracket
    bare = not start or words[start - 1].pos != "助詞" or words[start - 1].text in ("は", "も") or coordinate
    shown = english.relational or (words[start].pos2 == "一般" and has_participle(now.open))
    related = english.by_words and now.need > 0 and shown
    linked = _one_link(words, first, _LINKS) is not None
    return start if related and bare and not linked and words[start].text not in LIGHT_VERBS else None


def _adverb_start(words: Sequence[Word], start: int) -> int:
    adverb = start >= 3 and words[start - 1].text == "に" and words[start - 2].text == "的"
    return start - 3 if adverb else start


def _link_before(words: Sequence[Word], first: int, in_title: bool) -> tuple[str, int] | None:
    """Return the link that ends before word ``first`` and the word it begins with; a title may chain two."""
    found = _one_link(words, first, _ALL_LINKS if in_title else _LINKS)
    if found is None and in_title:
        return _object_link(words, first)
    while in_title and found and (further := _one_link(words, found[1], _ALL_LINKS)):
        found = (further[0], further[1])
    return found


def _object_link(words: Sequence[Word], first: int) -> tuple[str, int] | None:
    """Inside a title: an object with its verb, as in オゾン層を破壊する物質に関する議定書."""
    start = first
    while start and words[start - 1].pos == "動詞":
        start -= 1
    if start and start < first and words[start - 1].pos3 == "サ変可能":
        start -= 1
    return ("を", start - 1) if 0 < start < first and words[start - 1].text == "を" else None


def _one_link(words: Sequence[Word], first: int, links: Sequence[str]) -> tuple[str, int] | None:
    for link in links:
        size, start = 0, first
        while start and size < len(link):
            start -= 1
            size += len(words[start].text)
        if size == len(link) and joined(words[start:first]) == link:
            return (link, start)
    return None


def _accepts(
    words: Sequence[Word], segment: int, link: tuple[str, int], first: int, english: English, in_title: bool
) -> bool:
    name, before = link
    now, then = english.match(words[first:]), english.match([*words[segment:before], *words[first:]])
    gained = len(now.open) > len(then.open)
    if _ACTORS.fullmatch(joined(words[segment:before])):
        return gained and (english.by_words or name in _PAIR_LINKS)
    base = joined(words[first:])
    if not now.open and base not in _HEADS and not (name in _ABOUT_LINKS and _is_head(base)):
        return in_title  # the English is accounted for
    if name in _TITLE_LINKS and (base in _HEADS or (name in _FIRM_LINKS and _is_head(base))):
        return True
    gains, idles = len(now.open) - len(then.open), len(then.idle) - len(now.idle)
    if in_title or (gained and (english.by_words or idles <= gains - 1 or (idles <= gains and name != "の"))):
        return True
    if name in ("なき", "のない"):
        return True
    related = english.by_words and english.relational and name not in _PAIR_LINKS
    return related and now.need > 0 and (then.unknown > now.unknown or len(then.idle) == len(now.idle))


def _is_head(base: str) -> bool:
    return any(base.endswith(head) for head in _HEADS if len(head) > 1)


def _look_ahead(
    words: Sequence[Word], segment: int, first: int, english: English, in_title: bool
) -> int | None:
    """Step over one part that the English does not show, when the part before it speaks for both."""
    link = _link_before(words, segment, in_title)
    further = run_start(words, link[1]) if link else segment
    if link is None or further == link[1] or not english.by_words:
        return None
    if link[0] in _TITLE_LINKS and not _is_head(joined(words[segment:])):
        return None
    gained = len(english.match(words[first:]).open) - len(english.match(words[further:]).open)
    return further if gained >= 2 else None
