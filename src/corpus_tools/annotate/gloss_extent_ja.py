"""How far to the left of a parenthesis the Japanese name reaches that it glosses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus_tools.annotate.gloss_words_ja import English, Word, read_words
from corpus_tools.annotate.transliteration_ja import sound_similarity

BOUNDARIES = '。！？!?；;「『【〈《［（(」』】〉》］）)“”"…―：:※①②③④⑤→■●○◆◇▼'
_NOMINAL = frozenset(("名詞", "接頭辞", "接尾辞", "形状詞"))
_NAME_MARKS = frozenset("・＝=－-―‐－/／&＆ー")
_NAME_CHARACTERS = re.compile("[ァ-ヺーA-Za-zÀ-ɏ0-9０-９一-鿿々〇・＝&＆.+-]+")
_FORMAL = frozenset(
    "こと もの ところ うち ため とき 時 際 場合 ほう 方 よう はず わけ とおり 通り ほか 他 まま 中 上 下 後 前 間 例 点 形 等 など".split()
)

# What may stand between the parts of one name, longest first.
_TITLE_LINKS = (
    "に関する", "に関しての", "に係る", "にかかる", "に対する", "に対しての", "における", "においての", "のための", "ための", "についての",
    "に基づく", "に資する", "に向けた", "に反対する", "を禁止する", "を求める", "による", "に代わる",
)  # fmt: skip
_PAIR_LINKS = (
    "との間の",
    "間の",
    "及び",
    "および",
    "並びに",
    "ならびに",
    "又は",
    "または",
    "若しくは",
    "もしくは",
    "と",
    "や",
)
_LOOSE_LINKS = (
    "への",
    "からの",
    "での",
    "との",
    "なき",
    "のない",
    "のある",
    "をめぐる",
    "を通じた",
    "を通じての",
    "の",
    "な",
)
_LINKS = sorted((*_TITLE_LINKS, *_PAIR_LINKS, *_LOOSE_LINKS), key=len, reverse=True)
_TITLE_ONLY = (
    "のおそれのある",
    "あらゆる",
    "として",
    "特に",
    "に",
    "、",
    "その他の",
    "すべての",
    "全ての",
    "重要な",
    "等の",
    "ある",
    "又はその",
)

_HEADS = frozenset(
    "条約 協定 協約 議定書 規約 憲章 宣言 声明 覚書 合意 決議 規則 規程 規制 法律 法 条例 命令 令 指令 勧告 基準 指針 原則 計画 "
    "行動計画 戦略 報告 報告書 白書 会議 委員会 理事会 協議会 評議会 部会 作業部会 作業グループ 審議会 パネル グループ フォーラム "
    "機構 機関 基金 枠組み 枠組 プログラム プロジェクト イニシアティブ イニシアチブ アジェンダ パートナーシップ 連合 同盟 ネットワーク "
    "センター 事務所 アウトルック ガイドライン 共同宣言 共同声明 国際条約 国際規約 国際会議 特別委員会 政府間パネル 裁判所 法廷 首脳会議".split()
)
_ACTORS = re.compile(
    "国連|国際連合|政府|我が国|同国|両国|各国|諸国|当局|同省|同社|首相|大統領|[一-鿿]{1,4}(?:省|庁|党|社)|日本|米国|中国|英国|韓国|北朝鮮|台湾|世界|欧州"
)
_DROPPED_PREFIXES = frozenset(
    "同 当 各 両 現 元 前 旧 対 本 某 故 諸 該 昨 翌 今 先 毎 約 計 いわゆる 右 上記 前記 後記 左記 右記".split()
)
_TIMES = frozenset(
    "昨年 今年 去年 一昨年 来年 翌年 同年 近年 当年 例年 昨日 今日 明日 同日 翌日 先日 今回 今月 先月 来月 同月 翌月 今週 先週 来週 "
    "昨春 昨夏 昨秋 昨冬 今春 今夏 今秋 今冬 当時 現在 最近 従来 以前 以後 以降 以来 以内 以上 以下 前後 その後 直後 直前 途中 "
    "今後 今 当初 最後 最初 結局 結果 一方 他方 反面 半面 同時 通常 普段 一般 事実 実際 本来 元来 多く 大半 一部 大部分 "
    "年 月 日 時 分 秒 年度 世紀 年代 半ば 初頭 末 頃 上旬 中旬 下旬 年間 月間 前年 前月 前日 冬 春 夏 秋 早朝 夜 朝 午前 午後 後半 前半".split()
)
_APPOSED = re.compile(
    "(?:最大手|大手|首都|新興企業|子会社|親会社|傘下|本社|系列|会社|企業|社|都市|州都|港湾都市|古都|港|作家|詩人|画家|哲学者|学者|専門誌|医学誌|科学誌|誌|紙|通信社|"
    "県庁所在地|議長国|隣国|主要国|週刊誌|月刊誌|検索|サービス|アプリ|ソフト|薬|治療薬|抗体|製剤|新薬|球団|チーム|クラブ)$"
)


@dataclass(frozen=True, slots=True)
class Context:
    """The text to the left of a place without its white space, and where each character stands.

    Attributes:
        text: At most ``CONTEXT`` characters, from the last boundary on.
        places: The place of each character in the whole text.
        opened: A quotation mark stands right before the first character.
    """

    text: str
    places: Sequence[int]
    opened: bool


CONTEXT = 90


def left_context(text: str, place: int, bound: int = 0) -> Context:
    """Read back from ``place`` to a sentence end, a bracket or ``bound``."""
    places: list[int] = []
    opened = False
    for number in range(place - 1, max(bound, place - 3 * CONTEXT) - 1, -1):
        character = text[number]
        if character in BOUNDARIES:
            opened = character in "「『"
            break
        if not character.isspace():
            places.append(number)
            if len(places) == CONTEXT:
                break
    places.reverse()
    return Context("".join(text[number] for number in places), places, opened)


def name_start(context: Context, english: English) -> int | None:
    """Return where the name that ends at the end of ``context.text`` begins, or ``None`` if there is none."""
    words = read_words(context.text)
    run = _run_start(words, len(words))
    if run == len(words):
        return None
    if by_sound := _katakana_start(words, english):
        return by_sound
    first = _extend(words, run, english, opened=context.opened)
    first = _trim(words, first, run, english)
    return words[first].start if first < len(words) else None


def _run_start(words: Sequence[Word], end: int) -> int:
    """Return the first word of the compound noun that ends before word ``end``."""
    first = end
    while first and _is_nominal(words[first - 1], last=first == end):
        first -= 1
    while first < end and (
        words[first].text in _NAME_MARKS or words[first].pos == "接尾辞" and words[first].text not in ("的",)
    ):
        first += 1
    return first


def _is_nominal(word: Word, *, last: bool) -> bool:
    if word.text in _NAME_MARKS:
        return not last
    if word.pos == "名詞" and re.fullmatch("[ぁ-ゖ]+", word.text):
        return word.text not in _FORMAL and len(word.text) > 1
    if word.pos in _NOMINAL:
        return not (last and word.text in _FORMAL)
    return bool(re.fullmatch("[ァ-ヺー]+|[A-Za-zÀ-ɏ0-9０-９.+-]+", word.text)) or (
        bool(re.fullmatch("[一-鿿々]+", word.text)) and word.pos in ("動詞", "形容詞", "感動詞", "記号")
    )


def _katakana_start(words: Sequence[Word], english: English) -> int | None:
    """A katakana word (with ・) that sounds like the whole English is the name; what stands before is not."""
    if not english.by_words or len(english.words) > 4:
        return None
    last = words[-1]
    if not re.fullmatch("[ァ-ヺー]+", last.text):
        return None
    first = len(words) - 1
    while (
        first >= 2 and words[first - 1].text in "・＝" and re.fullmatch("[ァ-ヺー]+", words[first - 2].text)
    ):
        first -= 2
    for start in range(first, len(words), 2):
        kana = "".join(word.text for word in words[start:])
        if sound_similarity(kana, "".join(english.words)) >= 0.6:
            return words[start].start
    return None


def _extend(words: Sequence[Word], run: int, english: English, *, opened: bool) -> int:
    """Take in more of the left while the English, or the form of a title, speaks for it."""
    first, in_title = run, False
    while first:
        link = _link_before(words, first, in_title)
        if link is None:
            break
        name, before = link
        segment = _run_start(words, before)
        if segment == before:
            break
        if not _accepts(words, segment, before, first, name, english, in_title):
            ahead = _look_ahead(words, segment, first, english, in_title)
            if ahead is None:
                break
            first = ahead
            continue
        in_title = in_title or name in _TITLE_LINKS
        first = segment
    return first


def _link_before(words: Sequence[Word], first: int, in_title: bool) -> tuple[str, int] | None:
    """Return the link that ends before word ``first`` and the word that it begins with."""
    links = sorted((*_LINKS, *_TITLE_ONLY), key=len, reverse=True) if in_title else _LINKS
    for link in links:
        size, start = 0, first
        while start and size < len(link):
            start -= 1
            size += len(words[start].text)
        if size == len(link) and "".join(word.text for word in words[start:first]) == link:
            return (link, start)
    return None


def _accepts(
    words: Sequence[Word], segment: int, before: int, first: int, link: str, english: English, in_title: bool
) -> bool:
    open_items, _, _ = english.unmatched(words[first:])
    _, _, idle_before = english.unmatched(words[first:])
    open_after, _, idle = english.unmatched(words[segment:before] + list(words[first:]))
    gained = len(open_items) - len(open_after)
    idle_here = len(idle) > len(idle_before)
    actor = bool(_ACTORS.fullmatch("".join(word.text for word in words[segment:before])))
    unknown = len(words) - first
    if actor and not (gained and english.by_words) and not (gained and link in ("と", "及び", "との間の")):
        return False
    if link in _TITLE_LINKS:
        base = "".join(word.text for word in words[first:])
        return base in _HEADS or _ends_in_head(base) or gained > 0
    if in_title:
        return not (actor and not gained)
    if gained and (not idle_here or english.by_words):
        return english.by_words or link != "の" or gained > 0 and len(open_items) > 0
    return False and unknown > 0


def _ends_in_head(base: str) -> bool:
    return any(base.endswith(head) for head in _HEADS if len(head) > 1)


def _look_ahead(
    words: Sequence[Word], segment: int, first: int, english: English, in_title: bool
) -> int | None:
    """Step over one part that the English does not show, when the part before it speaks for both."""
    link = _link_before(words, segment, in_title)
    if link is None or not segment:
        return None
    name, before = link
    further = _run_start(words, before)
    if further == before:
        return None
    if name in _TITLE_LINKS and _ends_in_head("".join(word.text for word in words[segment:])) is False:
        return None
    now = len(english.unmatched(words[first:])[0])
    then, _, _ = english.unmatched(words[further:])
    return further if now - len(then) >= 2 and english.by_words else None


def _trim(words: Sequence[Word], first: int, run: int, english: English) -> int:
    """Leave out what stands before a name without a particle: times, 同, 旧, 大手 …"""
    end = len(words)
    while first < end - 1:
        word, following = words[first], words[first + 1]
        if (
            _is_time(words, first, english)
            or word.text in _DROPPED_PREFIXES
            and not _keeps_prefix(words, first)
        ):
            first += 1
        elif word.text in _NAME_MARKS or word.pos == "接尾辞" and word.text != "的":
            first += 1
        elif _is_apposed(words, first, end, english):
            first = _is_apposed(words, first, end, english)
        else:
            del following
            break
    return first


def _is_time(words: Sequence[Word], first: int, english: English) -> bool:
    word = words[first]
    if word.text in _TIMES:
        return True
    number = word.pos2 == "数詞" or re.fullmatch("[0-9０-９]+", word.text)
    if not number:
        return False
    if word.text.translate(str.maketrans("０１２３４５６７８９", "0123456789")) in english.words:
        return False
    following = words[first + 1].text if first + 1 < len(words) else ""
    return following in ("年", "月", "日", "年度", "世紀", "年代", "時", "分", "年間") or bool(
        re.fullmatch("[0-9]{4}", word.text)
    )


def _keeps_prefix(words: Sequence[Word], first: int) -> bool:
    """旧 belongs to the name of a court for a former state."""
    rest = "".join(word.text for word in words[first + 1 :])
    return words[first].text == "旧" and rest.endswith(("裁判所", "法廷"))


def _is_apposed(words: Sequence[Word], first: int, end: int, english: English) -> int:
    """Return where a katakana or Latin name begins after 大手, 首都 and the like; 0 if nothing of the kind."""
    for place in range(end - 1, first, -1):
        if not re.fullmatch("[ァ-ヺーA-Za-z・＝]+", words[place].text):
            break
        if _APPOSED.search("".join(word.text for word in words[first:place])):
            return place
    return 0
