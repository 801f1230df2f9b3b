"""Whether a quoted name is the title of a work: by its own words, or by what the sentence does with it."""

from __future__ import annotations

import re

_DOCUMENT = (
    "条約|協定|協約|議定書|規約|憲章|宣言|声明|覚書|合意|決議|規則|規程|法|法律|条例|指令|勧告|指針|原則|規範|基準|要綱|大綱|計画|戦略|報告|報告書|白書|"
    "コミュニケ|ガイドライン|アジェンダ|アウトルック|ビジョン|ロードマップ|盟約|憲法|法典|構想|書簡|論文|演説|文書|議定|条項|プラン|レポート|アピール|テーゼ|綱領|教書|概念|コンパクト|アクション|ペーパー|ルール|コード"
)
_JAPANESE = re.compile(f"(?:{_DOCUMENT})[0-9０-９]*$")
_ENGLISH = re.compile(
    r"\b(?:Declaration|Charter|Convention|Treaty|Protocol|Agreement|Accords?|Memorandum|Communiqué|Statement|Act|Law|"
    r"Code|Constitution|Resolution|Report|Plan|Strategy|Guidelines|Principles|Agenda|Compact|Pact|Covenant|Manifesto)\b"
)
_SORT = (
    "論文|論考|論説|著書|主著|著作|共著|編著|自著|遺著|名著|大著|小著|訳書|単行本|教科書|入門書|専門書|研究書|古典|書|書物|随筆|評論|評伝|伝記|自伝|回顧録|回想録|手記|日記|手紙|書簡|"
    "小説|長編|短編|中編|童話|絵本|物語|叙事詩|詩|詩集|歌集|戯曲|喜劇|悲劇|歌劇|オペラ|ミュージカル|バレエ|交響曲|協奏曲|組曲|曲|楽曲|名曲|歌|映画|作品|代表作|話題作|番組|"
    "漫画|アニメ|絵画|壁画|彫刻|記事|社説|寄稿|連載|演説|講演|講義|説教|報告|報告書|白書|文書|覚書|声明|宣言|決議|調書|叢書|雑誌|機関誌|季刊誌|月刊誌"
)
_BEFORE = re.compile(f"(?:{_SORT})(?:、|である)?$")
_WRITING = "出版|刊行|執筆|上梓|著し|著わし|書い|書き上げ|上演|初演|公演|作曲|公刊|脱稿|連載|改訂|監修"
_ARGUING = "論じ|説い|説き|批判|警告|述べ|主張|描い|描き|分析|指摘|考察"
_AFTER = re.compile(
    rf"と(?:題|いう題|いうタイトル|いう表題|いう(?:{_SORT}))|の(?:著者|作者|訳者|初版|序文|刊行|出版|第[0-9０-９一二三四五六七八九十]+[章版巻])"
    rf"|を(?:[^。「」]{{0,8}}?)(?:{_WRITING})|で(?:は、|、)?[^。、]{{0,24}}?(?:{_ARGUING})"
)
_CLAUSE = 60


def is_work(text: str, start: int, end: int, latin_start: int, latin_end: int) -> bool:
    """Say whether the quoted name from ``start`` to ``end`` is a document's or a work's.

    Args:
        text: The whole text.
        start: First character inside the quotation marks.
        end: Just after the last character of the name.
        latin_start: First character of the Latin beside it.
        latin_end: Just after the last.
    """
    if text[start - 1 : start] == "『" or ":" in text[latin_start:latin_end]:
        return True
    name = re.sub(r"\s", "", text[start:end])
    if _JAPANESE.search(name) or _ENGLISH.search(text, latin_start, latin_end):
        return True
    before = re.sub(r"\s", "", text[max(0, start - _CLAUSE) : start - 1])
    after = re.sub(r"\s", "", text[latin_end : latin_end + _CLAUSE]).lstrip("）)」』”》〉")
    return bool(_BEFORE.search(before) or _AFTER.match(after))
