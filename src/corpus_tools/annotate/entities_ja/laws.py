"""Laws by their names: 独占禁止法, 会社法, 男女雇用機会均等法; methods, grammars and kinds of law are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus_tools.annotate.entities_ja.candidates import COMPOSITION, Candidate
from corpus_tools.annotate.entities_ja.shadow import NOUN_CLASSES, Shadow
from corpus_tools.annotate.entities_ja.words import NEVER_INSIDE, word_set

_LONGEST = 30
_LAW = re.compile("法(?!案|人|的|学|家|系|令|律|上人)")
_SECTIONS = re.compile(
    r"違反|第?[0-9一二三四五六七八九十百千]+条|(?:の|を|が)?(?:改正|施行|公布|成立|可決)|を(?:制定|適用|改め|廃止)|が?制定|の(?:規定|条文|適用|制定|廃止|違反)|"
    r"に(?:抵触|違反|基づ|もとづ|触れ)|上の|で(?:定め|規定|禁じ|罰)|に(?:は|も)?(?:規定|定め)|(?:が|は)(?:定め|規定し|禁じ)"
)
"""What is said of laws only."""
_LAW_TOPICS = word_set(
    "禁止 規制 保護 管理 推進 措置 維持 動員 選挙 防止 基本 促進 制限 均等 公務員 保険 基準 取引 交通 自治 組合 業 契約 税 通信 金融 防衛 保障 補償 賠償 扶助 福祉 "
    "振興 対策 処罰 処分 更生 再生 仲裁 調停 競争 機会 設置 組織 手続 手続き 訴訟 執行 登記 登録 衛生 対処 支援 調整 整備 関係 解放 排除 監視 監督 通商 貿易 秘密 制裁 "
    "事業 介護 年金 責任 表示 再編 計画 公開 権利 義務 安全 協力 支配 禁酒 差別 移民 奴隷 治安 農地 破壊 活動 者 員 物 財 権 油 力 罪 犯 隊 児 団体 法人 会社 解体 確保 救済 適正 公正 規正"
)
"""Last words of what a law of several words is about."""
_ONE_WORD = word_set(
    "会社 放送 銀行 電波 旅券 国籍 戸籍 少年 特許 著作権 商標 意匠 破産 国会 内閣 裁判所 検察庁 弁護士 教育 学校 水道 下水道 道路 河川 森林 漁業 鉱業 農地 土地 建築 消防 警察 自衛隊 関税 "
    "所得税 法人税 消費税 相続税 印紙税 地方税 保険 信託 手形 小切手 借地 借家 民泊 薬事 薬機 医師 医療 食品 マイナンバー 景品 景表 独禁 入管 労基 公選 道交 破防 通商 種苗 仲裁 農協 鉄道 航空 海商 原子力 新聞紙 出版 "
    "国防 徴兵 学位 国旗 国歌 暦 皇室 屯田 文化財 環境 行政手続 割賦販売 民事訴訟 刑事訴訟 行政事件訴訟"
)
"""Nouns that make a law of themselves with 法."""
_CODES = word_set("民法 商法 刑法 刑訴法 民訴法 憲法")
"""Codes that are spoken of as branches of law, too: named with a section, optional without."""
_NO_LAWS = re.compile(
    r"(?:憲|国際|国内|自然|慣習|実定|成文|不文|制定|判例|公|私|実体|手続|行政|行政作用|行政救済|労働|経済|知的財産|租税|商取引|刑事|民事|家族|財産|債権|物権|親族|相続|"
    r"国際人道|人道|海洋|国際海洋|国際刑事|国際私|比較|現行|既存|関連|関係|当該|関係諸|諸|同|本|新|旧|両|各|改正|一般|特別|基本|母|上位|下位|強行|任意|英米|大陸|ローマ|教会|カノン|イスラム|シャリア|"
    r"方|手|用|作|司|立|文|語|話|技|療|製|魔|寸|剣|兵|戦|合|違|適|不|無|遵|仏|説|論|筆|画|弁証|遠近|三段論|帰納|演繹|最小二乗|消去|加|減|乗|除|計算|測定|解|律令|悪|変|書|礼|護|如|正|末|像|"
    r"[一-鿿ァ-ヴー]*(?:療|治療|手術|分析|測定|計算|調理|栽培|製造|製|観測|観察|表現|叙述|記述|勉強|学習|教授|指導|思考|発声|呼吸|健康|減量|投球|打|飼育|育成|培養|検査|診断|診察|検出|採取|抽出|合成|"
    r"推定|推計|評価|近似|交雑|命名|表記|記載|図|唱|奏|染色|熟成|発酵|醸造|精製|蒸留|保存|加工|加熱|活用|使用|利用|対処|解決|算出|評定|調査|探索|試験|実験|投与|攻略|必勝|操作|掃除|収納|鍛錬|訓練|移植|接種|年代測定|数え|解釈|作|用|方|手|語|文|話|司|立|戦|兵|技|筆|論|説)"
    r")法"
)
_BEFORE = word_set("改正 新 旧 同 現行 いわゆる 当時 現在 当該 関連 同時 同年 各 諸 両 本 前 後 元 約")


def laws_in(shadow: Shadow) -> Iterator[Candidate]:
    """Yield the laws of a shadow.

    What ends in 法 is a law if it is about something that laws are about (``_LAW_TOPICS``, at least two
    words; ``_ONE_WORD``) or if it is broken, amended or cited by its sections, and if it is no method,
    no way of speaking and no branch of law.
    """
    for match in _LAW.finditer(shadow.text):
        end = match.start() + 1
        if shadow.borders[end]:
            words = _words_before(shadow, end)
            if words:
                yield from _law(shadow, words, end)


def _law(shadow: Shadow, words: list[tuple[int, int]], end: int) -> Iterator[Candidate]:
    text = shadow.text
    start = words[-1][0]
    name = text[start:end]
    cited = _SECTIONS.match(text, end) is not None
    if name in _CODES:
        yield Candidate(start, end, "DOCUMENT", COMPOSITION, optional=not cited or name == "憲法")
    elif not _NO_LAWS.fullmatch(name) and (cited or _about_law(text, words, end)):
        yield Candidate(start, end, "DOCUMENT", COMPOSITION, nests=True)


def _about_law(text: str, words: list[tuple[int, int]], end: int) -> bool:
    about = text[words[-1][0] : end - 1]
    if about in _ONE_WORD:
        return True
    last = text[words[1][0] : words[1][1]] if len(words) > 2 else ""
    return len(about) >= 4 and last in _LAW_TOPICS


def _words_before(shadow: Shadow, end: int) -> list[tuple[int, int]]:
    """Return the words of the run of nouns that ends in 法, the last first."""
    text, borders, classes = shadow.text, shadow.borders, shadow.classes
    words: list[tuple[int, int]] = []
    place = end
    while place > max(0, end - _LONGEST) and classes[place - 1] in NOUN_CLASSES:
        start = place - 1
        while start > 0 and not borders[start]:
            start -= 1
        word = text[start:place]
        if classes[start] in "#" or (
            words and (word in _BEFORE or (word in NEVER_INSIDE and word not in _LAW_TOPICS))
        ):
            break
        words.append((start, place))
        place = start
    while words and text[words[-1][0]] in "・=":
        words.pop()
    return words if words and (len(words) > 1 or end - words[0][0] > 1) else []
