"""The Japanese words that make names: heads of compounds, titles of persons, and words that never belong in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Needs = Literal["name", "topic", "noun", "state", "place"]
"""What must stand before a head to make a name of it: a name of something; a name or a topic of several words
(核実験禁止条約); any noun that is not generic (環境省); a state or body (ロシア軍); the rest of a place name."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last word of a compound name.

    Attributes:
        persons: The name of a person may begin it (クチマ政権).
    """

    label: str
    needs: Needs
    persons: bool = False


_HEADS: tuple[tuple[str, Needs, bool, str], ...] = (
    # label, needs, persons, heads
    ("ORG", "noun", False, "省 庁"),
    ("ORG", "name", False, "外交部 国防部 商務部 財政部 公安部 教育部 統一部 政治局 書記局 国務院 総督府"),
    ("ORG", "state", False, "議会 国会 国民議会 大統領府 首相府 首相官邸 上院 下院 大使館 総領事館 領事館 代表部 中央銀行 中銀"),
    ("ORG", "state", False, "最高裁 最高裁判所 憲法裁判所 情報機関 検察 検察庁 人民議会 連邦議会 枢密院 当局者会議"),
    ("ORG", "noun", False, "委員会 理事会 評議会 協議会 審議会 調査会 連盟 協会 機構 裁判所 研究所 研究院 研究センター 学会"),
    ("ORG", "name", False, "センター オフィス 事務所 連合 連合会 同盟 共同体 機関 財団 基金 組合 労働組合 公社 公団 事業団 会議所 本部"),
    ("ORG", "noun", False, "共産党 労働党 社会党 民主党 共和党 国民党 自由党 保守党 人民党 統一党 党"),
    ("ORG", "name", True, "政権 内閣 幕府 派 財閥 商会"),
    ("ORG", "noun", False, "大学 学院 大学院 高校 高等学校 中学校 小学校 図書館 博物館 美術館 病院"),
    ("ORG", "noun", False, "銀行 証券 生命 保険 電力 ガス 鉄道 航空 自動車 製鉄 製鋼 重工業 重工 電機 電器 製作所 工業 化学"),
    ("ORG", "noun", False, "製薬 薬品 商事 物産 不動産 建設 石油 通信社 新聞社 新聞 放送 出版社 書店 ホールディングス グループ 株式会社"),
    ("ORG", "name", True, "社 カンパニー 工場 商店 百貨店 教会 修道会 教団"),
    ("ORG", "name", False, "作業部会 部会 分科会 総会 人民大会 フォーラム 戦線 解放戦線 解放機構 運動 連絡会 同胞団 保安局 情報局 捜査局"),
    ("DOCUMENT", "topic", False, "条約 協定 議定書 規約 憲章"),
    ("DOCUMENT", "name", False, "宣言 共同宣言 首脳宣言 共同声明 首脳声明 首脳共同声明 首脳共同宣言 声明 コミュニケ 合意 覚書 合意書 盟約"),
    ("DOCUMENT", "name", True, "議定書 協約 密約 憲法 基本法 綱領 大綱 ドクトリン 書簡 談話 議事録 教書 ノート 報告書 白書 決議"),
    ("DOCUMENT", "name", False, "戦略概念 安全保障戦略 防衛戦略 行動計画 ガイドライン 基本計画 ロードマップ 基本原則 指針 規則"),
    ("DOCUMENT", "topic", False, "不可侵条約 通商条約 平和条約 講和条約 安全保障条約 基本条約"),
    ("PROGRAM", "name", True, "計画 構想 プラン プログラム プロジェクト イニシアティブ イニシアチブ ミッション パートナーシップ"),
    ("EVENT", "name", False, "戦争 紛争 危機 革命 内戦 侵攻 侵略 占領 空爆 爆撃 砲撃 事変 動乱 暴動 蜂起 反乱 クーデター 政変 虐殺"),
    ("EVENT", "name", False, "攻撃 攻防戦 包囲戦 海戦 会戦 上陸作戦 作戦 出兵 遠征 封鎖 併合 介入 独立戦争 統一戦争 解放戦争 戦役 決戦"),
    ("EVENT", "name", True, "事件 疑獄 裁判 の戦い の乱 の変 の役 ショック"),
    ("EVENT", "name", False, "首脳会議 首脳会談 首脳会合 外相会議 外相会談 外相会合 国防相会議 国防相会合 防衛相会談 閣僚会議 閣僚会合 財務相会議"),
    ("EVENT", "name", False, "外務・防衛担当閣僚協議 財務相・中央銀行総裁会議 サミット 会談 会議 講和会議 和平会議 軍縮会議 閣僚理事会 公会議"),
    ("EVENT", "name", False, "オリンピック 五輪 パラリンピック 万国博覧会 万博 ワールドカップ アジア大会 大震災 地震 原発事故 恐慌 通貨危機"),
    ("EVENT", "name", False, "金融危機 債務危機 経済危機 核危機 ミサイル危機 同時多発テロ テロ 同時テロ 大飢饉 独立運動 民主化運動 大戦 維新 戦"),
    ("FORCE", "state", False, "軍 陸軍 海軍 空軍 海兵隊 艦隊 国防軍 人民軍 解放軍 陸戦隊 防衛隊 革命防衛隊 沿岸警備隊 国境警備隊"),
    ("FORCE", "name", False, "派遣部隊 平和維持軍 平和維持部隊 平和維持隊 治安部隊 即応部隊 多国籍軍 義勇軍 義勇兵 親衛隊 特殊部隊 占領軍 遠征軍"),
    ("FORCE", "name", False, "艦隊 打撃群 機動部隊 師団 旅団 連隊 自衛隊 方面軍 暫定軍 監視団 軍団"),
    ("GPE", "place", False, "州 県 市 町 村 区 郡 府 共和国 人民共和国 王国 帝国 公国 連邦 自治区 自治州 自治共和国 特別市 広域市 首長国 藩 国"),
    ("LOC", "place", False, "海 湾 海峡 半島 諸島 列島 群島 島 川 河 江 山 山脈 山地 湖 高原 砂漠 平原 平野 盆地 運河 岬 渓谷 高地 回廊 大陸"),
    ("LOC", "place", False, "地方 地域 沿岸 沖 海溝 火山 峠 岳 半島沖 海域 海盆 環礁 デルタ 沿海"),
)

HEADS: dict[str, tuple[Head, ...]] = {}
"""Every head with what it may make, the first that fits being taken."""
for _label, _needs, _persons, _words in _HEADS:
    for _word in _words.split():
        HEADS[_word] = (*HEADS.get(_word, ()), Head(_label, _needs, _persons))

GENERIC = frozenset(
    """国 各国 両国 諸国 他国 自国 同国 我が国 国際 世界 国内 海外 外国 地方 地域 中央 全国 国家 国立 公立 県立 市立 私立 民間 政府 与党 野党
    政党 新党 両党 各党 同党 他党 多国間 二国間 平和 友好 講和 和平 停戦 休戦 通商 貿易 自由貿易 経済 経済連携 安全 保障 安全保障 相互 防衛 軍事
    共同 首脳 特別 常任 臨時 合同 調査 専門 専門家 有識者 検討 実行 運営 予算 倫理 諮問 第三者 作業 準備 編集 人事 監査 監督 選挙 管理 教育
    大手 地銀 主要 総合 関係 関連 主務 担当 当該 同 両 各 本 当 新 旧 現 前 元 某 大 小 名門 有力 著名 女子 男子 付属 附属 専門職 株式 有限 合弁
    子 親 自社 他社 同社 両社 各社 弊社 会社 企業 国有 国営 公営 半官半民 第三 最大 最大手 緊急 緊急事態 非常事態 終結 勝利 敗北 独立 開会 閉会
    共産 民主 労働 自由 保守 社会 地元 現地 巨大 小売 電気 自動 都市 商業 投資 信託 信用 地方裁判 高等裁判 簡易裁判 家庭裁判 最高 下級 軍事裁判
    不平等 修好 不可侵 加盟 包括 包括的 戦略 戦略的 基本 枠組み 枠組 労使 就業 雇用 秘密 保護 租税 航空 漁業 科学 技術 文化 学術 研究 医療 福祉
    原子力 国民 人民 大衆 革命 反対 連立 少数 穏健 急進 右翼 左翼 極右 極左 中道 改革 環境 緑 極東 海洋 民族 宗教 国政 議会 全面 部分 限定 地上 本土 局地 武力
    対外 核 核兵器 化学 生物 宇宙 サイバー 電子 心理 情報 貿易 関税 通貨 金融 債務 財政 政治 憲法 人道 食料 エネルギー 石油 ガス 気候 気候変動 存亡""".split()
)
"""Words that, alone, do not make a name of a head: 国際機構, 各省庁, 停戦協定, 調査委員会."""

BARE_MINISTRIES = frozenset("各省 同省 両省 関係省 本省 省庁 官庁 同庁 県庁 府庁 都庁 市庁 道庁 支庁 登庁 退庁 反省 帰省 内省 自省".split())

NEVER_INSIDE = frozenset(
    """側 諸国 各国 加盟国 両国 同国 我が国 政府 首相 大統領 外相 国防相 財務相 長官 大臣 事務総長 総書記 主席 議長 委員長 報道官 大使 元首相 前首相 元大統領
    前大統領 国王 氏 さん 現在 当時 以降 以来 以前 以後 今日 最近 従来 同年 翌年 昨年 今年 来年 去年 前年 同月 翌月 先月 今月 来月 近年 戦後 戦前 戦中 直後 直前
    終結後 終了後 開始後 一方 結果 場合 時代 時期 時点 期間 際 旧 元 前 故 某 当該 諸 新規 主導 主催 主要 傘下 内 内部 外 製 領 産 出身 在住 生まれ 系 派遣 発足 設立 創設
    締結 署名 調印 批准 採択 発効 失効 破棄 参加 加盟 加入 脱退 離脱 復帰 開催 出席 提出 要請 支持 反対 批判 非難 支援 援助 協力 関係 問題 政策 交渉 協議 対話 競争
    貿易 輸出 輸入 投資 株 株式 債 国債 人 語 民 国民 市民 住民 兵 兵士 将兵 難民 移民 人口 首都 北部 南部 東部 西部 中部 全土 国境 領土 領海 領空 沿岸""".split()
)
"""Words at which a name to the left of a head ends: what stands before them is another thing."""

BEGINNERS = frozenset(
    "国際 世界 全 汎 反 新 大 東 西 南 北 中 中央 環 在 駐 対 包括的 地域的 統一 民主 人民 社会主義 連邦 国立 王立 帝国 自由 全米 全日本 民族 アラブ イスラム 第 高等 特別".split()
)
"""Words that may begin a name before its first place or body."""

EVENT_KINDS = frozenset("軍事 全面 武力 本土 電撃 平和 天然ガス 領土 国境 民族 独立 統一 内 無差別 原爆 同時 核 ミサイル 通貨 債務 金融 経済 政治 人道 原発".split())

TITLES: tuple[str, ...] = tuple(
    sorted(
        """大統領 首相 総理 総理大臣 外相 外務大臣 外務相 国防相 国防長官 国防大臣 防衛相 防衛大臣 財務相 財務大臣 財務長官 蔵相 大蔵大臣 経産相 厚労相 法相 総務相 環境相 商務長官
        国務長官 司法長官 内相 文相 農相 大臣 長官 官房長官 次官 事務次官 国家主席 主席 総書記 書記長 第一書記 委員長 国防委員長 議長 副議長 事務総長 事務局長 総裁 総監 副総裁 頭取
        会長 社長 副社長 CEO 最高経営責任者 代表 党首 幹事長 政調会長 総理補佐官 補佐官 報道官 大使 公使 領事 特使 代表取締役 知事 都知事 市長 町長 村長 区長 議員 上院議員 下院議員 衆院議員
        参院議員 代議士 教授 准教授 助教授 名誉教授 博士 講師 研究員 学長 総長 院長 校長 判事 裁判官 裁判長 検事 検事総長 弁護士 被告 被告人 容疑者 元帥 大将 中将 少将 大佐 中佐 少佐 将軍 提督 司令官
        総司令官 参謀長 艦長 国王 女王 皇帝 王 皇太子 皇太子妃 王子 王女 大公 法王 教皇 枢機卿 大司教 司教 牧師 神父 師 公 伯爵 侯爵 公爵 子爵 男爵 卿 夫人 夫妻 未亡人 氏 さん 君 様 殿 監督 選手 投手
        記者 編集長 作家 画伯 先生 翁 老師 首席 総統 総督 執権 将軍 老中 大老 奉行 藩主 首長 最高指導者 指導者 師団長 局長 部長 課長 室長 専務 常務 理事長 理事 書記 主任 容疑者 外務次官 国連大使 外交官""".split(),
        key=len,
        reverse=True,
    )
)
STRONG_TITLES = frozenset("氏 さん 君 様 夫人 夫妻 博士 容疑者 被告 被告人 教授 准教授 名誉教授 助教授 議員 弁護士 画伯 選手 投手 監督 記者".split())
"""Titles that stand only after a person's name."""

BEFORE_TITLE: tuple[str, ...] = tuple(
    sorted(
        "前 元 新 現 故 副 次期 初代 名誉 国家 国務院 第一 第1 臨時 暫定 常任 上級 筆頭 主任 特別 外務 財務 国防 防衛 経済 経済産業 厚生労働 官房 党 国務 首席 最高 民主党 共和党 外交部 国連 内閣".split(),
        key=len,
        reverse=True,
    )
)
"""Words that may stand between a name and a title: トランプ前大統領, 習近平国家主席."""

NOT_PERSONS = frozenset(
    "両 同 各 某 当 本 現 元 前 新 次期 歴代 初代 現職 女性 男性 首席 共同 副 総 筆頭 担当 国務 外務 財務 大蔵 防衛 国防 内務 法務 文部 総務 官房 内閣 国家 最高 名誉 主任 上級 常任 グループ チーム プロジェクト センター メーカー ファンド ドル "
    "彼 源 平 諸 皆 お客 神 奥 王 武 仏 姫 殿 国民 政府 与党 野党 議会 党 軍 労組 企業 会社 団体 地元 民間 専門 大学 学校 病院 銀行 委員 協会 財団 代表 事務 理事 運動 業界 市民 農民 町内".split()
)

CHINESE_OR_KOREAN_FAMILY_NAMES = frozenset(
    "習李王張劉陳楊黄趙周呉徐孫朱馬胡郭何高梁鄭羅宋謝唐韓曹許鄧蕭馮曽曾程蔡彭潘袁董余蘇葉呂魏蔣蒋杜丁沈姜范傅鍾盧汪戴崔任陸廖姚方金夏朴尹全安文申権康温江銭頼柯秦薄洪玄池南白柳韋卓"
)
