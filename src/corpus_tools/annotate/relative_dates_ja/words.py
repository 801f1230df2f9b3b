"""The words of the tier of relative time: nouns of events, what places a time by them, and vague times."""

from __future__ import annotations

import re

_EVENTS = """
終結 終了 終戦 終息 開始 開戦 開会 開幕 閉幕 開通 開業 開国 開港 勃発 発生 発足 発効 発表 発売 停戦 休戦 敗戦 宣戦 独立 成立 崩壊 解体 解散
統一 分裂 加盟 加入 脱退 離脱 創設 創立 創業 設立 設置 結成 建国 締結 調印 署名 批准 採択 公布 施行 改正 改定 制定 廃止 導入 会談 会議 会合
総会 協議 交渉 選挙 投票 就任 着任 退任 辞任 交代 死去 誕生 事件 事故 事変 震災 地震 噴火 津波 台風 革命 維新 クーデター 政変 内戦
紛争 侵攻 侵略 占領 併合 編入 撤退 撤兵 撤収 戦争 大戦 冷戦 空襲 攻撃 爆撃 テロ 危機 不況 恐慌 演説 声明 宣言 合意 決裂 訪問 訪日 訪米
訪中 来日 帰国 卒業 入学 入社 退職 結婚 離婚 引退 優勝 開催 崩御 即位 退位 譲位 降伏 上陸 破綻 暴落 合併 買収 上場 公開 放送 完成 着工
打ち上げ 着陸 爆発 衝突 墜落 沈没 大会 五輪 オリンピック サミット 授賞 受賞 逮捕 起訴 判決 手術 発症 感染 流行 解禁 解除 再開 中断 政権 内閣
"""
EVENT = "(?:" + "|".join(sorted(map(re.escape, _EVENTS.split()), key=len, reverse=True)) + ")"

AFTER, BEFORE, DURING = "AFTER", "BEFORE", "DURING"
RELATIONS: dict[str, str] = {
    "直後": AFTER, "以後": AFTER, "以降": AFTER, "以来": AFTER, "後": AFTER,
    "直前": BEFORE, "以前": BEFORE, "前夜": BEFORE, "前": BEFORE,
    "最中": DURING, "当時": DURING, "中": DURING, "時代": DURING, "時": DURING, "期": DURING, "下": DURING,
}  # fmt: skip
"""What places a time by an event, and which side of it."""

BEGINS = "(?:始ま|起こ|起き|開か?れ|行われ|結ばれ|なされ|持たれ|決ま|(?:勃発|発生|成立|発足|実現|開始|再開|開催|実施)(?:し|す|され)|あ(?=った|る))"
"""Stems of verbs by which an event comes about."""
ENDS = "(?:終わ|(?:終結|終了|終息|収束|一段落)(?:し|す))"
END = "終結"
"""Stems of verbs by which it is over, and the noun for that."""

FIXED: dict[str, tuple[str, str]] = {
    "戦前": ("戦争", BEFORE), "戦中": ("戦争", DURING), "戦時中": ("戦争", DURING), "戦時下": ("戦争", DURING), "戦後": ("戦争", AFTER),
    "死後": ("死", AFTER), "没後": ("死", AFTER), "生前": ("死", BEFORE),
    "震災後": ("震災", AFTER), "震災前": ("震災", BEFORE),
}  # fmt: skip
"""Words of their own, with the event they mean; which war it is, the text knows."""

PAST, PRESENT, FUTURE = "PAST_REF", "PRESENT_REF", "FUTURE_REF"
VAGUE: dict[str, str] = {
    "現在": PRESENT, "目下": PRESENT, "今日": PRESENT, "こんにち": PRESENT, "現時点": PRESENT, "このところ": PRESENT,
    "近年": PAST, "最近": PAST, "昨今": PAST, "かつて": PAST, "以前": PAST, "従来": PAST, "当時": PAST, "当初": PAST, "長らく": PAST,
    "長年": PAST, "過去": PAST, "これまで": PAST, "先般": PAST, "先ごろ": PAST, "一時期": PAST, "その後": PAST, "それ以来": PAST,
    "それ以前": PAST, "それまで": PAST, "その間": PAST, "数年来": PAST,
    "今後": FUTURE, "将来": FUTURE, "まもなく": FUTURE, "間もなく": FUTURE, "近い将来": FUTURE, "これから": FUTURE,
}  # fmt: skip
"""Times that no calendar holds, by the side of the telling they lie on."""
