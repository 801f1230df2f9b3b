"""English words for the Japanese words that names of bodies, treaties and technical terms are made of."""

from __future__ import annotations

from functools import cache

# One Japanese word and the English words it may stand for; ``_`` joins words that count one letter each.
_TABLE = """
国際 international global inter
国連 united_nations un
国際連合 united_nations un
世界 world global universal
全球 global
地球 earth global
欧州 european europe euro
欧米 western
米国 united_states american us
米 united_states american us
英国 british united_kingdom
英 british united_kingdom
日本 japan japanese nippon
中国 china chinese
韓国 korea korean
朝鮮 korean korea
露 russian
独 german federal
仏 french
豪 australian
印 indian india
日 japan japanese
中 china middle central medium
韓 korea korean
北朝鮮 north_korea
ロシア russian russia
ドイツ german germany federal
フランス french france
イタリア italian italy
イギリス british united_kingdom
アメリカ american united_states us
インド india indian indo
インドネシア indonesia indonesian
トルコ turkish turkey
イスラエル israel israeli
イスラム islamic
アラブ arab
アフリカ african africa
アジア asian asia
太平洋 pacific
太平 pacific
環太平洋 trans-pacific
大西洋 atlantic
北大西洋 north_atlantic
東南 southeast south_east south-east
南 south southern
北 north northern
東 east eastern
西 west western
中央 central
中東 middle_east
中南米 latin_american latin
北米 north_american
南米 south_american
北極 arctic
南極 antarctic
湾岸 gulf
地中海 mediterranean
黒海 black_sea
連合 union united association coalition allied
連盟 league federation union association
連邦 federal federation
同盟 alliance union league
共同 joint common community co cooperative collaborative
共同体 community commonwealth
協力 cooperation co-operation cooperative co
機構 organization organisation agency institution institute authority
機関 agency organization organisation authority institution institute body association
条約 treaty convention pact covenant
協定 agreement accord pact
協約 convention agreement
議定 protocol
規約 covenant statute
憲章 charter
憲法 constitution
宣言 declaration
声明 statement communique
覚書 memorandum
合意 agreement accord accords deal
決議 resolution
規則 rules regulation regulations
規制 regulation regulatory control
規程 statute regulations
基準 standards standard criteria
標準 standard standards standardization
法 law act method
法律 law act
法典 code
法案 bill act
刑法 criminal_law penal
民法 civil
委員 commission committee
委員会 commission committee council board
理事 council board governors
理事会 council board
会議 conference council congress assembly meeting summit forum convention
総会 general_assembly assembly
議会 parliament parliamentary congress council
国会 diet parliament
大会 congress conference assembly convention
首脳 summit
評議 council
審議 council deliberative
協議 consultation consultative council
協議会 council association consultative conference
協会 association society institute corporation
学会 society association academy
財団 foundation
基金 fund foundation endowment
銀行 bank banking
金庫 bank finance
金融 financial monetary finance
通貨 monetary currency
貨幣 money currency
為替 exchange
外国 foreign
資本 capital
投資 investment investor
証券 securities exchange
取引 trade transaction exchange trading
取引所 exchange
貿易 trade
通商 trade commerce
関税 tariff tariffs customs
経済 economic economy economics
財政 fiscal finance
産業 industry industrial
工業 industry industrial
商業 commerce commercial
商品 commodity
企業 enterprise enterprises corporate company governance
会社 company corporation
公社 corporation
公団 corporation
政府 government governmental
政府間 intergovernmental
間 inter
省 ministry department
庁 agency administration
局 bureau agency administration office board
部 department ministry division
府 office
院 institute academy house
裁判 court tribunal judicial
裁判所 court tribunal
司法 justice judicial
刑事 criminal
民事 civil
検察 prosecutor
警察 police
捜査 investigation
調査 survey investigation research
研究 research study studies institute
研究所 institute laboratory
科学 science scientific
技術 technology technical
工学 engineering
情報 information intelligence
通信 communications telecommunication telecommunications communication
電気 electric electrical
電子 electronic electron
電力 power electric
原子 atomic
原子力 atomic_energy nuclear atomic
核 nuclear
核兵器 nuclear_weapons nuclear
兵器 weapons weapon arms
化学 chemical chemistry
生物 biological biology bio organism
生態 ecological eco
環境 environment environmental
気候 climate
変動 change
温暖 warming
温室 greenhouse
効果 effect
気象 meteorological weather
海洋 ocean maritime marine sea oceanic
海事 maritime
海上 maritime
航空 aviation aeronautics air aerospace aircraft airlines
宇宙 space aerospace
民間 civil private
鉄道 railway rail
道路 road
自動車 automobile automotive vehicle car auto
食糧 food
食料 food
農業 agriculture agricultural
漁業 fisheries fishery
森林 forest
水産 fisheries
保健 health
衛生 health sanitary hygiene
医療 medical health
医学 medicine medical
医師 doctors physicians
薬品 drug pharmaceutical
医薬 pharmaceutical pharmaceuticals drug
労働 labor labour workers
移住 migration
移民 migration immigration
難民 refugees refugee
児童 child children children's
子ども child children children's
女子 women women's
女性 women women's
障害 disability disabilities disorder persons_with_disabilities
人権 human_rights
人種 racial race
人間 human man
人 human person persons people
人道 humanitarian
人口 population
権利 rights right
自由 free freedom liberty liberation
平和 peace peaceful
和平 peace
安全 security safety
保障 security safeguards assurance guarantees
安全保障 security
防衛 defense defence
国防 defense defence
軍事 military
軍 army military force forces
軍縮 disarmament
軍備 arms armament
部隊 force forces unit
戦略 strategic strategy
戦術 tactical
戦争 war
抑止 deterrence
攻撃 attack strike
防空 air_defense
弾道 ballistic
大陸 continental
大陸間 intercontinental
中距離 intermediate-range medium-range
短距離 short-range
巡航 cruise
拡散 proliferation diffusion
不拡散 non-proliferation nonproliferation
不 non dis
非 non non- un
反 anti anti- counter
実験 test experiment experimental
禁止 prohibition ban prohibiting
包括 comprehensive
包括的 comprehensive
全面 comprehensive
部分 partial
先進 progressive advanced
先進的 progressive advanced
削減 reduction reductions
制限 limitation limitations restriction
管理 management control administration
監視 monitoring surveillance observation
監督 supervisory supervision
査察 inspection
検証 verification
保護 protection conservation protected
保全 conservation preservation
保存 preservation conservation storage
遺産 heritage
文化 cultural culture
教育 education educational
社会 social society
市民 civil citizens
市民的 civil
政治 political politics
政治的 political
外交 diplomatic diplomacy
国家 national state nation
国民 national people people's
人民 people's people
民族 national ethnic people
民主 democratic democracy
民主的 democratic
共和 republic republican
社会主義 socialist
共産 communist
自由民主 liberal_democratic
解放 liberation
独立 independence independent independent_states
抵抗 resistance
運動 movement campaign
党 party
組合 union cooperative
労組 workers union
開発 development developing
発展 development
成長 growth
復興 reconstruction recovery
支援 assistance support aid relief
援助 aid assistance
救済 relief works
救援 relief
教訓 lessons
計画 plan program programme project planning
目標 goals goal targets
行動 action
作業 work working
部会 group
枠組 framework
枠組み framework
戦略的 strategic
対話 dialogue
連携 partnership cooperation
提携 partnership
構想 initiative concept
政策 policy
制度 system scheme institution
体制 system regime
機能 function functional
能力 capability capacity
施設 facility
設備 equipment
装置 device apparatus
機器 equipment instruments
機 aircraft machine
計 meter
器 device organ
型 type
持続 sustainable sustained continuous
可能 able
持続可能 sustainable
再生 regenerative renewable reproduction
再生可能 renewable
多様 diversity
多様性 diversity biodiversity
性 property
種 species
遺伝 genetic
遺伝子 gene genetic
細胞 cell cells
幹細胞 stem_cell
多能 pluripotent
人工 artificial
知能 intelligence
知的 intellectual
知識 knowledge
財産 property
所有 property ownership
所有権 property
著作 copyright
特許 patent
機械 machine mechanical
学習 learning
深層 deep
強化 reinforcement enhanced
言語 language
自然 natural nature
自然言語 natural_language
処理 processing
生成 generative generation
敵対 adversarial
的 al
大規模 large large-scale
規模 scale
仮想 virtual
現実 reality
拡張 augmented extended expanded
量子 quantum
計算 computing computation computer
半導体 semiconductor semiconductors
集積 integrated
回路 circuit
画像 image imaging
映像 video
磁気 magnetic
共鳴 resonance
断層 tomography
撮影 imaging
陽電子 positron
放射 radiation emission radioactive
放出 emission
放射線 radiation
超音波 ultrasound
連鎖 chain
反応 reaction response
重合 polymerization
核酸 nucleic_acid acid
酸 acid
二 di bi two
酸化 oxide
炭素 carbon
窒素 nitrogen
水素 hydrogen
酸素 oxygen
液化 liquefied
天然 natural
石油 petroleum oil
燃料 fuel
電池 battery cell
太陽 solar sun
風力 wind
発電 power generation
免疫 immune immunodeficiency immunology
不全 deficiency failure insufficiency
免疫不全 immunodeficiency
症候 syndrome
症候群 syndrome
症 syndrome disorder disease
病 disease
疾患 disease
感染 infection infectious
感染症 infectious_disease disease diseases infection
呼吸 respiratory
呼吸器 respiratory
急性 acute
慢性 chronic
重症 severe
後天 acquired
先天 congenital
心的 traumatic
外傷 traumatic trauma injury
後 post post-
注意 attention
欠如 deficit
欠陥 deficit
多動 hyperactivity
自閉 autism
筋 muscle muscular
萎縮 atrophic amyotrophic
側索 lateral
硬化 sclerosis
血管 vascular
心臓 heart cardiac
心筋 myocardial
梗塞 infarction
糖尿 diabetes
集中 intensive
治療 treatment therapy care
臨床 clinical
試験 trial trials test testing
無作為 randomized random
比較 comparative controlled
対照 controlled control
指数 index
指標 indicator index
物価 price
消費 consumer consumption
消費者 consumer
生産 production product
生産者 producer producers
総生産 gross_product gross_domestic_product
国内 domestic
国内総生産 gross_domestic_product
総 gross total general
純 net
価格 price
固定 fixed
実質 real
実効 effective
名目 nominal
金利 interest interest_rate rate
政策金利 policy_rate
利益 profit interest
収益 return earnings
株 stock equity
株価 stock
平均 average
信託 trust
上場 listed traded
不動産 real_estate
債務 debt
準備 reserve preparatory
制 system
特別 special
引出 drawing
会計 accounting
監査 audit
社債 bond
購買 purchasing managers
購買力 purchasing_power
担当 managers
最高 chief supreme highest
経営 management executive
責任 officer responsibility responsibly
責任者 officer
執行 executive
役員 officer
非政府 non-governmental
組織 organization organisation
非営利 nonprofit non-profit not-for-profit
営利 profit
団体 organization organisation association group
団 group corps
赤十字 red_cross
国境 borders border frontier
特使 envoy
事務 office secretariat
事務所 office
事務総長 secretary-general
高等 high
弁務官 commissioner
弁務 commissioner
代表 representative representatives delegation
代表部 representative mission
大統領 president presidential
首相 prime_minister
長官 director secretary
元老 senate
上院 senate
下院 house lower_house
選挙 election electoral
管理委員会 commission
投票 voting vote
革命 revolution revolutionary
防衛隊 guard guards
親衛隊 guard
警備隊 guard
評議会 council
戦線 front
統一 unification unified united
統合 integrated integration unified
総合 comprehensive general integrated
一般 general
普遍 universal
普遍的 universal
定期 periodic
審査 review
相互 mutual
理解 understanding
運用 operational operations
基本 basic framework fundamental founding
文書 document
議定書 protocol act
白書 white_paper
報告 report reporting
報告書 report
統計 statistics statistical
網 network
交流 exchange alternating
接続 connectivity connection
直接 direct
間接 indirect
直流 direct_current
交換 exchange
移動 mobile transfer moving
体 body
通貨基金 monetary_fund
信用 credit
格付 rating
保険 insurance
年金 pension
税 tax
所得 income
付加 added additional
価値 value
付加価値 value_added
租税 tax
回避 avoidance evasion
資金 funds money finance financing
洗浄 laundering
犯罪 crime criminal
麻薬 drugs narcotic narcotics
薬物 drugs drug
腐敗 corruption
汚職 corruption
テロ terrorism terrorist
対策 countermeasures control
防止 prevention anti
予防 prevention
拷問 torture
差別 discrimination
撤廃 elimination
廃絶 abolition abolish
死刑 death_penalty
地雷 landmines mines
対人 anti-personnel
禁輸 embargo
制裁 sanctions
輸出 export exporting exporters exports
輸出国 exporting_countries exporters
輸入 import imports
諸国 countries nations states
国 countries country state nation
地域 regional region area local
地域的 regional
領域 area territorial
排他 exclusive
排他的 exclusive
水域 zone waters
経済水域 economic_zone
区域 zone area
特区 special_zone zone
地帯 zone
共通 common
単一 single
市場 market
域内 internal regional
自由貿易 free_trade
最恵国 most_favored_nation
待遇 treatment
紛争 dispute conflict settlement
解決 settlement resolution
仲裁 arbitration
物品 goods
売買 sale sales
契約 contract contracts
電信 telegraph telegraphic
電話 telephone
郵便 postal
放送 broadcasting broadcast
協同 cooperative cooperation
出版 publishing
新聞 newspaper press
記者 reporters journalists
報道 press news
測位 positioning
全地球 global
衛星 satellite
観測 observation observatory observing
望遠鏡 telescope
望遠 telescope
電波 radio
天文 astronomical astronomy
天文台 observatory
大型 large
小型 small
加速 accelerator acceleration
加速器 accelerator
衝突 collision collider
衝突型 collider
高速 high-speed fast high
高機動 high_mobility high-mobility
高 high
低 low
超 super ultra hyper
早期 early
警戒 warning alert
管制 control
指揮 command
統制 control
即応 response rapid_reaction ready
緊急 emergency
展開 deployment
無人 unmanned uncrewed
多 multi multiple
多国間 multilateral multinational
多国籍 multinational
二国間 bilateral
多連装 multiple multiple_launch
榴弾 howitzer
火砲 artillery
誘導 guided
迎撃 interceptor
迎撃ミサイル interceptor
終末 terminal
戦域 theater
潜水艦 submarine
潜水艦発射 submarine-launched
発射 launched launch
排出 emission emissions
排出量 emissions
量 quantity amount volume
量的 quantitative
緩和 easing relaxation détente
引き締め tightening
緊張 tension
常設 permanent standing
諮問 advisory consultative
理事国 members
国立 national
王立 royal
帝国 empire imperial
王国 kingdom
公国 principality
首長国 emirates
共和国 republic
大学 university
大学院 graduate_school
学術 academic science sciences scientific
学士院 academy
博物館 museum
美術 art arts
美術館 museum
図書館 library
劇場 theater
競技 athletics games
連絡 liaison
陸上 athletics ground land
体育 sports
水泳 swimming aquatics
柔道 judo
代 generation
反ドーピング anti-doping
仲介 mediation
暫定 interim provisional transitional
移行 transitional transition
過渡 transitional
臨時 provisional extraordinary temporary
労働者 workers
農民 peasants farmers
学生 students student
青年 youth
青少年 youth
婦人 women
全国 national all
全米 national american
全 all
民主化 democratization
改革 reform
近代 modern
現代 modern contemporary
新 new
大 great grand greater large
小 small
最 most
後発 least_developed
開発途上国 developing_countries developing
途上国 developing_countries
後発開発途上国 least_developed_countries
低所得 low-income
重債務 heavily_indebted
貧困 poverty poor
飢餓 hunger
栄養 nutrition
公衆 public
公共 public
公的 official public
公開 open public initial_public
買い付け offering bid
買収 acquisition acquisitions buyout
合併 merger mergers
企業統治 governance corporate_governance
統治 governance
事業 business project continuity
継続 continuity continuous
供給 supply
需要 demand
物流 logistics
在庫 inventory
品質 quality
工程 process
製造 manufacturing
設計 design
支払 payments payment
収支 balance
国際収支 balance_of_payments
決済 settlements settlement payment
清算 clearing
中銀 central_bank
法定 legal
不正 fraud
競争 competition competitive
戦車 tank
対戦車 anti-tank
携帯 portable man-portable
化合 compound
物質 substance substances matter
有機 organic
無機 inorganic
揮発 volatile
汚染 pollution pollutants
残留 persistent
粒子 particle particles particulate
微小 fine micro
微粒子 particulate_matter particulate
分子 molecule molecular
高分子 polymer
結晶 crystal
液晶 liquid_crystal
発光 light-emitting luminescence
素子 element
光 light optical
波 wave
重力 gravitational gravity
重力波 gravitational_wave gravitational-wave
暗黒 dark
電磁 electromagnetic
脱 de ex exit
離脱 exit withdrawal
加盟 accession member membership
安定 stability stabilization stabilisation
安定化 stabilization stabilisation
履行 implementation
停戦 ceasefire armistice
休戦 armistice truce
監視団 observer observation_mission monitoring_mission mission
派遣 mission
派遣団 mission
使節 mission
平和維持 peacekeeping
維持 keeping maintenance
活動 operations activities operation
活動部隊 force
運命 destiny
水俣 minamata
水銀 mercury
廃棄 waste wastes disposal
廃棄物 waste wastes
有害 hazardous
越境 transboundary
移転 transfer
湿地 wetlands
大陸棚 continental_shelf
限界 limits limit
武器 arms weapons
責任投資 responsible_investment
保有 possession
生命 life
倫理 ethics
心理 psychological psychology
精神 mental psychiatric
神経 neural neuro nerve
接触 contact
感覚 sense
家族 family
計量 measures
度量衡 weights_and_measures
建設 construction
運輸 transport transportation
国土 land
交通 transport traffic transportation
観光 tourism
宇宙飛行 spaceflight
探査 exploration exploratory
任務 mission
惑星 planetary planet
月 lunar moon
火星 mars
小惑星 asteroid
軌道 orbit orbital
地震 earthquake seismic
津波 tsunami
火山 volcano volcanic
防災 disaster_risk_reduction disaster
災害 disaster
危機 crisis
危険 risk
対応 response
緩衝 buffer
均衡 equilibrium balance
"""


@cache
def table() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the readings of each word: every one a tuple of English words in lower case."""
    rows = (line.split() for line in _TABLE.split("\n") if line)
    return {word: tuple(tuple(item.split("_")) for item in items) for word, *items in rows}


@cache
def english_words() -> frozenset[str]:
    """Return every English word of the table: common words, which no person is called by alone."""
    return frozenset(part for readings in table().values() for words in readings for part in words)
