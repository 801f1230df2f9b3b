"""Names composed of a place, body or topic and a head: ロシア国防省, 核実験禁止条約, 米中首脳会談, 東部（ドンバス）紛争."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus_tools.annotate.entities_ja.candidates import COMPOSITION, Candidate
from corpus_tools.annotate.entities_ja.place_heads import first_of_place
from corpus_tools.annotate.entities_ja.runs import LONGEST, NounRuns, Word
from corpus_tools.annotate.entities_ja.shadow import (
    DOT,
    FAMILY,
    GIVEN,
    LOAN,
    NUMBER,
    OTHER,
    PERSON,
    PLACE,
    PREFIX,
    PROPER,
    UNKNOWN,
    Shadow,
)
from corpus_tools.annotate.entities_ja.words import (
    BARE_MINISTRIES,
    BEGINNERS,
    EVENT_KINDS,
    GENERIC,
    NO_MINISTRY_TOPICS,
    Head,
    word_set,
)

_PROPER_CLASSES = frozenset({FAMILY, GIVEN, PERSON, PLACE, PROPER, UNKNOWN})
_ANCHORS = frozenset({"GPE", "LOC", "ORG", "PERSON", "FORCE", "DOCUMENT", "EVENT", "PROGRAM"})
_BODIES = frozenset({"GPE", "ORG", "LOC"})
_ORDINAL = re.compile(r"第?[0-9一二三四五六七八九十]+(?:次|回|者|カ国|か国|ヵ国|国)$")
_FIRST_ORDINAL = re.compile(r"第[0-9一二三四五六七八九十]+次")
_YEAR = re.compile(r"(?<![0-9])(?:1[0-9]|20)[0-9]{2}年$")
_BEFORE_STATE = re.compile(r"(?:在|駐)$")
_TOPIC_LENGTH = 4
_PARENTHESIS = re.compile(r"\([^()\n]{1,60}\)$")
_FOREIGN_NAME = re.compile(r"(?<![ァ-ヴー・])[ァ-ヴー]{3,}$")
_LONGEST_NAME = 12
_DOTTED = re.compile(r"(?<![ァ-ヴー])[ァ-ヴー]{2,}・$")
_FORMER = re.compile(r"(?:前|新|旧)$")
_SPLIT_BY_PARENTHESIS = word_set(
    "政権 内閣 紛争 戦争 危機 首脳会議 首脳会合 首脳会談 外相会議 外相会合 サミット 総会 軍"
)
"""Heads that may stand behind a gloss of the name: バイデン（Joe Biden）政権."""


_OF_PERSONS = frozenset({"政権", "内閣", "派", "談話", "ドクトリン", "調査団", "使節団", "書簡", "財閥"})
_OF_PLACES = frozenset(
    {"条約", "協定", "議定書", "宣言", "合意", "首脳会議", "サミット", "会議", "会談", "声明"}
)
_OF_NEGOTIATORS = frozenset({"協定", "協約", "報告", "報告書", "宣言", "法", "覚書"})
_NO_HEAD = re.compile("との|本会議")
_PAIR = re.compile(r"([ァ-ヴー]{2,}|[一-鿿]{1,3})・([ァ-ヴー]{2,})")
"""サイクス・ピコ協定: two foreign names before such a word are persons, unless they are known as places."""
_PERSON_CLASSES = frozenset({FAMILY, GIVEN, PERSON, UNKNOWN, DOT})
_NUMBER = re.compile(r"第?[0-9]+号?")
_GOES_ON = re.compile(
    r"(?<=占領)[下期地軍]|(?<=[ァ-ヴー一-鿿]大)[一-鿿ァ-ヴー]|賞|(?<=同盟)[国諸]|(?<=連合)国|(?<=機関)紙|(?<=計画)経済|(?<=革命)[家的]|(?<=戦争)犯罪|(?<=事件)簿|(?<=会議)所|(?<=新聞)記者|(?<=運動)[会場]|(?<=テロ)リスト|(?<=海)[軍警上外底洋]|(?<=裁判)[官長員]"
)
"""What makes another word of a head: 同盟国, 化学賞."""
_LANDFORMS = frozenset({"半島", "諸島", "列島", "山脈", "海峡", "平野", "盆地"})
"""Heads of places that are never part of another word: 能登半島 in 能登半島地震."""
_MINISTRIES = frozenset({"省", "庁"})
_NOTHING: frozenset[str] = frozenset()
_PLAIN_PLANS = {
    "PROGRAM": word_set(
        "買収 建設 移転 訪問 侵攻 派遣 攻撃 暗殺 発行 撤退 増産 投資 参入 進出 拡張 再建 統合 合併 導入 配備 輸出 売却 上場 増税 減税 出店 事業 生産"
    )
}
"""What makes a plan of somebody's, not a programme with a name: USスチール買収計画."""
_NOT_FIRST = frozenset({OTHER, NUMBER, "Y"})
_NOT_FIRST_WORDS = word_set("同 両 各 新 旧 現 改正 第 代 約 計 全 当")
_NATIONS = re.compile(r"[0-9一二三四五六七八九十]+(?:[カか箇ヵヶ]国|国)$")


class Composer:
    """Composes names in one shadow from the words found there."""

    def __init__(self, shadow: Shadow, candidates: Iterable[Candidate]) -> None:
        self.shadow = shadow
        self._runs = NounRuns(shadow, (c for c in candidates if c.label in _ANCHORS))

    def __call__(self, heads: Iterable[tuple[int, int, tuple[Head, ...]]]) -> Iterator[Candidate]:
        """Yield the names that the heads make with what stands before them."""
        ends: dict[int, list[tuple[int, int, tuple[Head, ...]]]] = {}
        for start, end, kinds in heads:
            ends.setdefault(end, []).append((start, end, kinds))
        for group in ends.values():
            for start, end, kinds in sorted(group):
                made = next(filter(None, (self._name(start, end, kind) for kind in kinds)), None)
                if made is not None:
                    yield made
                    yield from self._inside(made, start)
                    break

    def _name(self, start: int, end: int, head: Head) -> Candidate | None:
        if not self._is_word(start, end) or _NO_HEAD.match(self.shadow.text, start - 1):
            return None
        first = self._first(start, end, head)
        if first is None or first >= start or end - first > LONGEST or _GOES_ON.match(self.shadow.text, end):
            return None
        if head.label == "DOCUMENT" and (
            parts := _DOTTED.search(self.shadow.text, max(0, first - LONGEST), first)
        ):
            first = parts.start()
        nests = head.needs == "topic" or (head.needs == "state" and head.label == "ORG")
        nests = nests or self.shadow.text[start:end] in _LANDFORMS
        number = _NUMBER.match(self.shadow.text, end) if self.shadow.text[start:end] == "決議" else None
        end = number.end() if number else end
        return Candidate(first, end, head.label, COMPOSITION, nests=nests)

    def _inside(self, made: Candidate, head: int) -> Iterator[Candidate]:
        """An unknown first word is a person before 政権 (岸田内閣) and a place before 条約 (シェンゲン協定)."""
        text, classes = self.shadow.text, self.shadow.classes
        end = head - 1 if text[head - 1] in "前新旧" and head - 1 > made.start else head
        begin = ordinal.end() if (ordinal := _FIRST_ORDINAL.match(text, made.start, end)) else made.start
        kinds = set(classes[begin:end])
        if any(a.start < end for a in self._runs.anchors_in(made.start, head)) or text[end - 1] == ")":
            return
        if text[head : made.end] == "派" and not kinds <= {FAMILY, GIVEN}:
            return
        word = text[head : made.end]
        pair = _PAIR.fullmatch(text, made.start, head) if word in _OF_NEGOTIATORS else None
        if pair is not None:
            yield Candidate(*pair.span(1), "PERSON", COMPOSITION, nests=True)
            yield Candidate(*pair.span(2), "PERSON", COMPOSITION, nests=True)
        elif word in _OF_PERSONS and (kinds <= _PERSON_CLASSES or _is_katakana(text[begin:end])):
            yield Candidate(begin, end, "PERSON", COMPOSITION, nests=True)
        elif (
            word in _OF_PLACES and kinds <= {UNKNOWN, PLACE, PROPER} and _is_katakana(text[made.start : head])
        ):
            yield Candidate(made.start, head, "GPE", COMPOSITION, nests=True)

    def _is_word(self, start: int, end: int) -> bool:
        borders = self.shadow.borders
        return bool(borders[end]) and bool(borders[start] or end - start > 2)

    def _first(self, start: int, end: int, head: Head) -> int | None:
        """Return where the name begins that ends with this head, if it is one."""
        text = self.shadow.text
        word = text[start:end]
        if text[start - 1 : start] == ")" and word in _SPLIT_BY_PARENTHESIS:
            match = _PARENTHESIS.search(text, max(0, start - 62), start)
            start = match.start() if match else start
        elif head.persons and _FORMER.search(text, start - 1, start) and self._named_before(start - 1):
            start -= 1
        words = self._runs.words_before(start, head)
        if not words:
            return None
        if head.needs == "place":
            return first_of_place(self.shadow, self._runs, words, start, word)
        return self._compound(words, word, start, head)

    # ---------------------------------------------------------------------------------- what stands before

    def _named_before(self, place: int) -> bool:
        return (
            self._runs.anchor_ending(place) is not None or "ァ" <= self.shadow.text[place - 1 : place] <= "ー"
        )

    def _compound(self, words: list[Word], head: str, start: int, needs: Head) -> int | None:
        low = words[-1].start
        anchors = [
            a
            for a in self._runs.anchors_in(low, start)
            if any(w.start == a.start for w in words) or a.length == 1
        ]
        if not needs.persons:
            barrier = max((a.end for a in anchors if a.label == "PERSON"), default=low)
            words = [word for word in words if word.start >= barrier]
            anchors = [a for a in anchors if a.start >= barrier]
            if not words:
                return None
        if needs.needs == "state":
            return self._after_state(anchors, start, head)
        if anchors:
            return self._from_anchor(anchors, words, start, needs)
        return self._without_anchor(words, head, start, needs)

    def _after_state(self, anchors: list[Candidate], start: int, head: str) -> int | None:
        """ロシア軍, 米議会, 在韓米軍: the state or body directly before the head, and what it is chained to."""
        direct = [a for a in anchors if a.end == start and a.label in _BODIES]
        if not direct:
            return self._army(start) if head == "軍" else None
        first = min(a.start for a in direct)
        first = self._chain(first, anchors, head)
        return first - 1 if _BEFORE_STATE.search(self.shadow.text, max(0, first - 1), first) else first

    def _army(self, start: int) -> int | None:
        """アラカン軍: an army of rebels or of a people that no list has."""
        name = _FOREIGN_NAME.search(self.shadow.text, max(0, start - _LONGEST_NAME), start)
        unlisted = name is not None and LOAN not in self.shadow.classes[name.start() : start]
        return name.start() if name is not None and unlisted else None

    def _chain(self, first: int, anchors: list[Candidate], head: str) -> int:
        """Go back over neighbours that form one name: 米・英, 日米, 在韓米, and ロシア before 黒海艦隊."""
        text = self.shadow.text
        for anchor in sorted(anchors, key=lambda a: -a.end):
            beside = anchor.end == first and (anchor.length == 1 or (anchor.label, head) == ("GPE", "艦隊"))
            if beside or (anchor.end == first - 1 and text[first - 1] == "・"):
                first = anchor.start
        return first

    def _from_anchor(
        self, anchors: list[Candidate], words: list[Word], start: int, needs: Head
    ) -> int | None:
        anchor = min(anchors, key=lambda a: (a.start, -a.end))
        between = {word.text for word in words if word.start >= anchor.end}
        if anchor.end == start and anchor.label == needs.label in {"PROGRAM", "DOCUMENT"}:
            return None
        if between & _PLAIN_PLANS.get(needs.label, _NOTHING) or (anchor.end == start and anchor.length == 1):
            return None
        if not self._connected(anchor, words, start, needs):
            later = [a for a in anchors if a.start >= anchor.end]
            return self._from_anchor(later, words, start, needs) if later else None
        first = anchor.start
        text = self.shadow.text
        if needs.label == "EVENT" and (year := _YEAR.search(text, max(0, first - 5), first)):
            return year.start()
        for word in (w for w in words if w.end <= anchor.start):
            if word.text == "・" and word.end == first and needs.label in {"EVENT", "DOCUMENT"}:
                first = self._dotted(word, words)
            elif word.end == first and (word.text in BEGINNERS or _ORDINAL.search(word.text)):
                first = word.start
            else:
                break
        if ordinal := _ORDINAL.search(text, max(words[-1].start, first - 6), first):
            first = ordinal.start()
        return first

    def _dotted(self, dot: Word, words: list[Word]) -> int:
        """鳥羽・伏見の戦い: an unlisted name before the dot belongs to the same name."""
        before = next((w for w in words if w.end == dot.start), None)
        return before.start if before is not None and before.kind in _PROPER_CLASSES else dot.end

    def _connected(self, anchor: Candidate, words: list[Word], start: int, needs: Head) -> bool:
        """Say whether what stands between the first name and the head can be the middle of one name."""
        between = [w for w in words if anchor.end <= w.start < start]
        if needs.label == "EVENT" and needs.needs == "name" and not needs.persons:
            plain = [w for w in between if w.text not in EVENT_KINDS and w.kind != UNKNOWN]
            return len(plain) <= 4
        return True

    def _without_anchor(self, words: list[Word], head: str, start: int, needs: Head) -> int | None:
        """外務省, 生物兵器禁止条約, ハンセン病訴訟: no known name in it."""
        text = self.shadow.text
        nations = _NATIONS.search(text, words[-1].start, start) if words and needs.needs == "topic" else None
        if nations is not None:
            return nations.start()
        while words and (words[-1].kind in _NOT_FIRST or words[-1].text in _NOT_FIRST_WORDS):
            words = words[:-1]
        if not words:
            return None
        first = words[-1].start
        material = text[first:start]
        content = [
            w
            for w in words
            if w.text not in GENERIC and w.text != "・" and w.kind not in {"X", "#", "Y", "A"}
        ]
        proper = [
            w for w in content if w.kind in _PROPER_CLASSES and len(w.text) > 1 and not w.text.isdigit()
        ]
        if needs.needs == "topic":
            return first if proper or (len(content) >= 2 and len(material) >= _TOPIC_LENGTH) else None
        if needs.needs == "noun":
            if text[first : start + len(head)] in BARE_MINISTRIES:
                return None
            if material in GENERIC and head not in _MINISTRIES:
                return None
            ministry = head in _MINISTRIES and len(material) > 1 and material not in NO_MINISTRY_TOPICS
            return first if content or (ministry and words[-1].kind != PREFIX) else None
        if not proper:
            return None
        name = proper[-1].start
        ordinal = _ORDINAL.search(text, first, name)
        return ordinal.start() if ordinal else name


def _is_katakana(surface: str) -> bool:
    return all("ァ" <= c <= "ー" for c in surface)
