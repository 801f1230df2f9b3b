"""Persons: the Japanese name that a Latin personal name glosses, without titles."""

from __future__ import annotations

import re

from corpus_tools.annotate.glosses_ja.kanji_names import kanji_name_start
from corpus_tools.annotate.glosses_ja.latin_names import PARTICLES, looks_personal
from corpus_tools.annotate.glosses_ja.transliteration import sound_similarity
from corpus_tools.annotate.glosses_ja.word_lists import word_set

TITLES = word_set(
    """
    大統領 首相 総統 国家主席 主席 総書記 書記長 第一書記 書記 国務長官 国防長官 財務長官 長官 事務総長 事務局長 総長 外相 国防相 財務相 財務大臣
    外務大臣 国防大臣 防衛相 経済相 内相 蔵相 司法相 農相 大臣 閣僚 宰相 議長 副議長 上院議長 下院議長 委員長 委員 議員 上院議員 下院議員 代表
    共同代表 党首 党代表 幹事長 総裁 副総裁 理事 理事長 専務理事 会長 副会長 社長 副社長 最高経営責任者 CEO 創業者 共同創業者 創設者 頭取 教授
    名誉教授 准教授 助教授 博士 氏 さん 様 君 女史 夫人 嬢 卿 知事 市長 区長 町長 村長 総督 提督 将軍 大将 中将 少将 准将 大佐 中佐 少佐
    大尉 元帥 司令官 最高司令官 国王 女王 王 王妃 皇帝 皇后 皇太子 王太子 王子 王女 殿下 陛下 公 伯 侯 伯爵 公爵 侯爵 男爵 子爵 法王 教皇
    大司教 司教 枢機卿 総主教 師 ラマ 首長 最高指導者 指導者 大使 公使 領事 特使 特別代表 上級代表 報道官 報道局長 補佐官 大統領補佐官 顧問
    秘書官 監督 選手 投手 捕手 コーチ 主将 騎手 記者 編集長 特派員 作家 詩人 画家 作曲家 指揮者 俳優 女優 歌手 学者 哲学者 経済学者 政治学者
    社会学者 歴史家 歴史学者 研究員 上級研究員 研究者 物理学者 化学者 生物学者 医師 弁護士 判事 検事 検察官 裁判官 裁判長 被告 容疑者 受刑者
    宇宙飛行士 飛行士 技師 所長 局長 部長 課長 院長 学長 校長 館長 総監 首席 代行 臨時代行 官房長官 首席補佐官 高等弁務官 弁務官 副長官 次官
    国務次官 次官補 審議官 高官 元首 宣教師 神父 牧師 探検家 実業家 起業家 投資家 政治家 革命家 活動家 評論家 アナリスト エコノミスト
    """
)
_TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
_GOVERNMENT = "政権期|政権下|政権|内閣|体制|時代|治世|王朝|一家|家"
TITLE_END = re.compile(rf"(?:{_TITLE}|{_GOVERNMENT})$")
_AFTER = re.compile(
    rf"\s*(?:前|元|現|新|副|故|次期|第[0-9一二三四五六七八九十]+代|初代|暫定)*"
    rf"(?:[一-鿿々ァ-ヺーA-Za-z・]{{0,14}}?)(?:{_TITLE}|政権|内閣|体制|ら(?=[はがのをに、])|率いる)"
)
_BEFORE = re.compile(rf"(?:{_TITLE})(?:の|・|、|である|だった)?$")
_NO_PERSON_BEFORE = re.compile(
    "(?:過激派|武装勢力|武装集団|武装組織|組織|勢力|集団|政党|党|運動|大手|企業|会社|社|グループ|銀行|証券|紙|誌|都市|首都|旧都|古都|州|県|郡|島|湖|川|山|"
    "地方|地区|市|村|町|港|空港|遺跡|寺院|楽団|バンド|チーム|クラブ|球団|ブランド|製品|ソフト|サイト|サービス|アプリ|言語|種|属|料理|楽器|種族|民族|部族|王朝|車|艦|号|機|戦車|財団|大学)(?:である|の|・|、)?$"
)
_NO_PERSON_AFTER = re.compile(
    r"\s*(?:社|証券|銀行|グループ|島|州(?!知事|議員)|県(?!知事)|郡|市(?!長|議)|港|湖|川|山|地方|地区|空港|族|語|病|症候群|誌|紙|財団|大学(?!教授|学長|講師)|号|級|財閥|派|党(?!首|代表|員))"
)
_OF_PLACE = re.compile(r"\s*(?:市長|区長|町長|村長|知事|州知事|総督|大司教|駐在|大学)")
_ROLES = word_set(
    "著者 筆者 訳者 編者 作者 本人 同氏 共著者 発明者 発見者 提唱者 被害者 遺族 妻 夫 父 母 息子 娘 兄 弟"
)
_ORDINAL = "(?:[0-9０-９]+|[一二三四五六七八九十]+)世"
_NO_NAME_END = re.compile(
    rf"(?:{_TITLE}|党|会|社|省|庁|局|部|団|軍|派|連合|同盟|機構|機関|院|大学|銀行|国|州|市|県|島|誌|紙|隊|組織|財団)$"
)
_KANJI = "一-鿿々ヶ"


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
    name = _katakana_name(left, latin, after, tenure)
    if name is not None:
        return name
    end = _without_titles(left)
    cue = tenure or end < len(left) or bool(_AFTER.match(after))
    start = kanji_name_start(left, end, latin, cue=cue)
    if start is None and cue:
        start = _kanji_run_start(left, end)
    return (start, end) if start is not None else None


def names_a_role(name: str, latin: str) -> bool:
    """Say whether a Latin personal name stands beside a role (著者, 大統領), which it does not translate."""
    return (name in TITLES or name in _ROLES) and len(latin.split()) > 1 and looks_personal(latin)


def _kanji_run_start(left: str, end: int) -> int | None:
    """A short run of kanji that a title follows is a name, however the Latin calls the person."""
    run = re.search(f"(?<![{_KANJI}])[{_KANJI}]{{2,5}}$", left[:end])
    return run.start() if run and not _NO_NAME_END.search(run.group()) else None


def _without_titles(left: str) -> int:
    """Return the end of the name before the titles that stand after it."""
    run = re.search(rf"[{_KANJI}ぁ-ゖァ-ヺー]{{2,}}$", left)
    end = len(left)
    while run and (title := TITLE_END.search(left[run.start() : end])) and title.start() >= 2:
        end = run.start() + title.start()
    return end


def _katakana_name(left: str, latin: str, after: str, tenure: bool) -> tuple[int, int] | None:
    tail = re.search(rf"[{_KANJI}A-Za-z0-9ァ-ヺー・＝゠=]{{1,48}}$", left)
    if not tail:
        return None
    runs = list(re.finditer(rf"([ァ-ヺー]+(?:[・＝゠=][ァ-ヺー]+)*)({_ORDINAL})?", tail.group()))
    best: tuple[float, int, int] | None = None
    for run in runs:
        rest = tail.group()[run.end() :]
        if rest and not TITLE_END.search(rest):
            continue
        found = _best_parts(run[1], latin)
        if found and run[2] and found[2] == len(run[1]):
            found = (found[0], found[1], len(run.group()))
        if found and (best is None or found[0] > best[0]):
            best = (found[0], tail.start() + run.start() + found[1], tail.start() + run.start() + found[2])
    if best is None:
        return None
    score, start, end = best
    words = len([word for word in latin.split() if not re.fullmatch("[IVX]+|[0-9]+(?:st|nd|rd|th)", word)])
    follows = bool(_AFTER.match(after)) and not (words == 1 and _OF_PLACE.match(after))
    ordinal = left[start:end].endswith("世")
    cue = tenure or ordinal or end < len(left) or follows or bool(_BEFORE.search(left[:start]))
    if score < (0.45 if cue else 0.55) or (words == 1 and not cue):
        return None
    if not cue and (_NO_PERSON_BEFORE.search(left[:start]) or _NO_PERSON_AFTER.match(after)):
        return None
    if words > 1 and not cue and "・" not in left[start:end] and _whole_sound(left[start:end], latin):
        return None  # the one katakana word renders all the Latin words: a place or a firm
    return (start, end)


def _whole_sound(name: str, latin: str) -> bool:
    last = max(sound_similarity(name, word) for word in latin.split())
    whole = sound_similarity(name, latin.replace(" ", ""))
    return whole > last and (last < 0.75 or whole >= 0.8)


def _best_parts(run: str, latin: str) -> tuple[float, int, int] | None:
    """Find the stretch of ・-parts that sounds most like the Latin words: a part adds what it has above .45."""
    words = [
        word
        for word in re.split(r"[\s,]+", latin)
        if word and not re.fullmatch(r"(?:[A-Z]\.)+|Jr\.?|Sr\.?|[IVX]+", word)
    ]
    parts = list(re.finditer("[^・＝゠=]+", run))
    scores = [_stretch_similarity(part.group(), words) for part in parts]
    best: tuple[float, int, int] | None = None
    for first in range(len(parts)):
        total = 0.0
        for last in range(first, len(parts)):
            total += scores[last] - 0.45
            if best is None or total > best[0]:
                best = (total, first, last)
    if best is None:
        return None
    _, first, last = best
    return (max(scores[first : last + 1]), parts[first].start(), parts[last].end())


def sounds_like(name: str, latin: str) -> float:
    """Return how much the part of a katakana name that is most like the Latin sounds like it, from 0 to 1."""
    words = [
        word
        for word in re.split(r"[\s,]+", latin)
        if word and not re.fullmatch(r"(?:[A-Z]\.)+|Jr\.?|Sr\.?", word)
    ]
    parts = [part for part in re.split("[・＝゠=]", name) if part]
    return max((_stretch_similarity(part, words) for part in parts), default=0.0)


def _stretch_similarity(part: str, words: list[str]) -> float:
    stretches = {"".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    stretches |= {piece for word in words for piece in word.split("-")}
    bare = [word for word in words if word.lower() not in PARTICLES]
    stretches |= {bare[0] + bare[-1]} if bare else set()
    return max((sound_similarity(part, stretch) for stretch in stretches), default=0.0)
