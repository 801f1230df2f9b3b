"""Persons: the Japanese name that a Latin personal name glosses, without titles."""

from __future__ import annotations

import re
from functools import cache

from corpus_tools.annotate.gloss_words_ja import read_words
from corpus_tools.annotate.transliteration_ja import romanise, sound_similarity
from corpus_tools.annotate.translations_ja import english_words

TITLES = (
    "大統領 首相 総統 国家主席 主席 総書記 書記長 第一書記 書記 国務長官 国防長官 財務長官 長官 事務総長 事務局長 総長 外相 国防相 財務相 "
    "財務大臣 外務大臣 国防大臣 防衛相 経済相 内相 蔵相 司法相 農相 大臣 閣僚 宰相 議長 副議長 上院議長 下院議長 委員長 委員 議員 上院議員 下院議員 代表 共同代表 党首 党代表 幹事長 "
    "総裁 副総裁 理事 理事長 専務理事 会長 副会長 社長 副社長 最高経営責任者 CEO 創業者 共同創業者 創設者 頭取 教授 名誉教授 准教授 助教授 博士 氏 さん 様 君 女史 夫人 嬢 卿 "
    "知事 市長 区長 町長 村長 総督 提督 将軍 大将 中将 少将 准将 大佐 中佐 少佐 大尉 元帥 司令官 最高司令官 国王 女王 王 王妃 皇帝 皇后 皇太子 王太子 王子 王女 殿下 陛下 公 伯 侯 伯爵 公爵 侯爵 男爵 子爵 "
    "法王 教皇 大司教 司教 枢機卿 総主教 師 ラマ 首長 最高指導者 指導者 大使 公使 領事 特使 特別代表 上級代表 報道官 報道局長 補佐官 大統領補佐官 顧問 秘書官 "
    "監督 選手 投手 捕手 コーチ 主将 騎手 記者 編集長 特派員 作家 詩人 画家 作曲家 指揮者 俳優 女優 歌手 学者 哲学者 経済学者 政治学者 社会学者 歴史家 歴史学者 研究員 上級研究員 研究者 "
    "物理学者 化学者 生物学者 医師 弁護士 判事 検事 検察官 裁判官 裁判長 被告 容疑者 受刑者 宇宙飛行士 飛行士 技師 所長 局長 部長 課長 院長 学長 校長 館長 総監 首席 代行 臨時代行 "
    "官房長官 首席補佐官 高等弁務官 弁務官 副長官 次官 国務次官 次官補 審議官 高官 元首 宣教師 神父 牧師 探検家 実業家 起業家 投資家 政治家 革命家 活動家 評論家 アナリスト エコノミスト"
).split()  # fmt: skip
_TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
_GOVERNMENT = "政権期|政権下|政権|内閣|体制|時代|治世|王朝|一家|家"
TITLE_END = re.compile(rf"(?:{_TITLE}|{_GOVERNMENT})$")
_AFTER = re.compile(
    rf"\s*(?:前|元|現|新|副|故|次期|第[0-9一二三四五六七八九十]+代|初代|暫定)*"
    rf"(?:[一-鿿々ァ-ヺーA-Za-z・]{{0,14}}?)(?:{_TITLE}|政権|内閣|ら(?=[はがのをに、])|率いる)"
)
_BEFORE = re.compile(rf"(?:{_TITLE})(?:の|・|、|である|だった)?$")
_PARTICLES = frozenset(
    "van von der den de del della di da do dos das du la le los bin bint ibn al el ul ur ad as abu ben ter ten zu af av y e und of ap st san".split()
)
_PERSON_WORD = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'ʻ‘`.-]*|[A-Z]\.(?:[A-Z]\.)*|(?:al|el|ad|as|ash|an|ar|at|az|ed|es|ul|d’|d'|o')[-’']?[A-Z][\w’'-]*|[IVX]+|Jr\.?,?|Sr\.?"
)
_PLACE_FIRST = frozenset(
    "san santa santo são sao new los las la el port cape fort mount lake rio buenos saudi sri costa sierra burkina hong abu tel kuala phnom "
    "addis north south east west central saint st great united puerto el-aaiún ho dar ulan salt nur-sultan monte grand great papua cabo côte "
    "silicon wall white big black red google microsoft general standard royal".split()
)
_KANJI = "一-鿿々ヶ"
_KANA_NAME = re.compile(rf"(?P<name>[ァ-ヺー・＝゠=]+)(?P<rest>[{_KANJI}A-Za-zァ-ヺー・]{{0,24}})$")


def looks_personal(latin: str) -> bool:
    """Say whether a Latin name has the form of a person's: one to seven capitalised words and particles."""
    words = latin.replace(",", " ").split()
    if not 1 <= len(words) <= 7 or not re.search("[a-zß-ÿ]", latin):
        return False
    plain = [word.strip(".,").lower() for word in words]
    if any(word in english_words() | _COMMON for word in plain) or plain[0] in _PLACE_FIRST:
        return False
    if any(
        word not in _PARTICLES and not _PERSON_WORD.fullmatch(raw)
        for word, raw in zip(plain, words, strict=True)
    ):
        return False
    return plain[-1] not in _PARTICLES or len(words) == 1


_COMMON = frozenset(
    "the and for in on to at with by from party city valley street times post news group corporation inc ltd co company motors motor airlines "
    "holdings partners capital brothers sons university college school river island islands mountain mountains sea bay strait peninsula gulf ocean "
    "war battle day week year act acts deal accords project spring revolution tower bridge palace airport station park hotel hospital museum center "
    "centre office house league cup games olympics prize award foundation institute press review journal herald tribune post english french german "
    "dynasty empire republic theory effect law equation syndrome disease boson principle theorem test scale index system method model program "
    "programme doctrine plan line wall street protocol process formula round agenda open grand prix tour masters islamic state".split()
)


def person_extent(left: str, latin: str, after: str, *, tenure: bool) -> tuple[int, int] | None:
    """Return where the person's name stands in ``left``, the text before the parenthesis.

    Args:
        left: Context without white space; the name, and titles perhaps, at its end.
        latin: The Latin name.
        after: Text after the parenthesis.
        tenure: A term of office stands beside the name, so it is a person's.
    """
    if not looks_personal(latin):
        return None
    return _katakana_name(left, latin, after, tenure) or _kanji_name(left, latin, after, tenure)


def _katakana_name(left: str, latin: str, after: str, tenure: bool) -> tuple[int, int] | None:
    tail = re.search(rf"[{_KANJI}A-Za-z0-9ァ-ヺー・＝゠=]{{1,48}}$", left)
    if not tail:
        return None
    runs = list(re.finditer(r"[ァ-ヺー]+(?:[・＝゠=][ァ-ヺー]+)*", tail.group()))
    best: tuple[float, int, int] | None = None
    for run in runs:
        rest = tail.group()[run.end() :]
        if rest and not TITLE_END.search(rest):
            continue
        found = _best_parts(run.group(), latin)
        if found and (best is None or found[0] > best[0]):
            best = (found[0], tail.start() + run.start() + found[1], tail.start() + run.start() + found[2])
    if best is None:
        return None
    score, start, end = best
    cue = tenure or end < len(left) or bool(_AFTER.match(after)) or bool(_BEFORE.search(left[:start]))
    words = len(latin.split())
    if score < (0.45 if cue else 0.55) or words == 1 and not cue:
        return None
    if words > 1 and not cue and "・" not in left[start:end] and _whole_sound(left[start:end], latin):
        return None  # the one katakana word renders all the Latin words: a place or a firm
    return (start, end)


def _whole_sound(name: str, latin: str) -> bool:
    last = max(sound_similarity(name, word) for word in latin.split())
    return sound_similarity(name, latin.replace(" ", "")) > last and last < 0.75


def _best_parts(run: str, latin: str) -> tuple[float, int, int] | None:
    """Find the stretch of ・-parts that sounds most like a stretch of the Latin words."""
    cuts = [0, *(mark.end() for mark in re.finditer("[・＝゠=]", run)), len(run) + 1]
    words = [
        word
        for word in re.split(r"[\s,]+", latin)
        if word and not re.fullmatch(r"(?:[A-Z]\.)+|Jr\.?|Sr\.?|[IVX]+", word)
    ]
    best: tuple[float, int, int] | None = None
    for first in range(len(cuts) - 1):
        for last in range(first + 1, len(cuts)):
            part = run[cuts[first] : cuts[last] - 1]
            score = _stretch_similarity(part, words)
            size = 0.12 * (last - first - 1) if score >= 0.5 else 0.0
            if best is None or score + size > best[0]:
                best = (score + size, cuts[first], cuts[last] - 1)
    return best


def _stretch_similarity(part: str, words: list[str]) -> float:
    stretches = {"".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    stretches |= {piece for word in words for piece in word.split("-")}
    bare = [word for word in words if word.lower() not in _PARTICLES]
    stretches |= {bare[0] + bare[-1]} if bare else set()
    return max((sound_similarity(part, stretch) for stretch in stretches), default=0.0)


def _kanji_name(left: str, latin: str, after: str, tenure: bool) -> tuple[int, int] | None:
    run = re.search(rf"[{_KANJI}ぁ-ゖァ-ヺー]{{2,}}$", left)
    if not run:
        return None
    end = len(left)
    while (
        title := TITLE_END.search(left[run.start() : end])
    ) and run.start() + title.start() - 2 >= run.start():
        end = run.start() + title.start()
    cue = tenure or end < len(left) or bool(_AFTER.match(after))
    start = _by_reading(left, end, latin, cue) or _by_syllables(left, end, latin, cue)
    return (start, end) if start is not None else None


def _by_reading(left: str, end: int, latin: str, cue: bool) -> int | None:
    """Japanese names: the readings of the last words, in either order, spell the Latin."""
    plain = [_plain_roman(word) for word in latin.split()]
    if not all(
        re.fullmatch(
            r"(?:(?:ch|sh|ts|ky|gy|ny|hy|by|py|my|ry|[kgsztdnhbpmrjfyw])?[aiueo]|n(?![aiueo]))+", word
        )
        for word in plain
    ):
        return None
    words = read_words(left[max(0, end - 12) : end])
    base = max(0, end - 12)
    for first in range(len(words) - 1, max(-1, len(words) - 5), -1):
        reading = _plain_roman(romanise("".join(word.kana for word in words[first:])))
        if reading in ("".join(plain), "".join(reversed(plain))) and (len(plain) > 1 or cue):
            return base + words[first].start
    if len(plain) == 2 and words and words[-1].pos3 == "人名":
        first = len(words) - 1
        while first and words[first - 1].pos3 == "人名":
            first -= 1
        family = _plain_roman(romanise("".join(word.kana for word in words[first : first + 1])))
        return base + words[first].start if family in plain else None
    return None


def _plain_roman(text: str) -> str:
    plain = text.lower().translate(str.maketrans("āīūēō", "aiueo"))
    plain = (
        re.sub("[^a-z]", "", plain).replace("oh", "o")
        if plain.endswith("oh")
        else re.sub("[^a-z]", "", plain)
    )
    plain = re.sub(r"m(?=[bpm])", "n", plain)
    return re.sub(r"(.)\1", r"\1", plain.replace("ou", "o"))


def _by_syllables(left: str, end: int, latin: str, cue: bool) -> int | None:
    """Chinese, Korean and Vietnamese names: one kanji a syllable."""
    size = _syllables(latin)
    if not size or not 2 <= size <= 4 or end < size:
        return None
    name = left[end - size : end]
    if not re.fullmatch(f"[{_KANJI}]+", name):
        return None
    words = len(latin.replace("-", " ").split())
    return end - size if cue or words >= 2 else None


@cache
def _syllable() -> re.Pattern[str]:
    pinyin = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|üe|ue|er|a|o|e|i|u|ü)"
    korean = "(?:kk|tt|pp|ss|jj|ch|sh|[gkndtrlmbpsjhywc])?(?:yeo|yae|wae|yoo|yeu|eui|oo|ee|eo|eu|ae|oe|wi|ui|wa|wo|ya|yo|yu|ye|ou|aw|u|a|e|i|o)(?:ng|ck|[kgnmlrtpbsh])?"
    return re.compile(f"(?:{pinyin})|(?:{korean})")


def _syllables(latin: str) -> int:
    """Count the syllables of a Chinese or Korean name; 0 if it cannot be one."""
    pieces = [piece for piece in re.split(r"[\s'’-]+", latin.lower()) if piece]
    if not 2 <= len(pieces) + latin.count("-") <= 5 or any(
        not re.fullmatch("[a-zü]+", piece) for piece in pieces
    ):
        return 0
    counts = [_count(piece) for piece in pieces]
    return sum(counts) if all(counts) else 0


def _count(piece: str) -> int:
    """Count by the shortest split into syllables; at most three."""
    for size in (1, 2, 3):
        if re.fullmatch(f"(?:{_syllable().pattern}){{{size}}}", piece):
            return size
    return 0
