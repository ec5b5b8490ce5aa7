/** 地名・国名・施設名。ここにない名前は、国名ならブラウザーの表記、それ以外は元の表記のまま。 */

/** Places, one `English:日本語` after the other, those of one country together. */
const PLACES = `
Tokyo:東京 Yokohama:横浜 Osaka:大阪 Nagoya:名古屋 Sapporo:札幌 Fukuoka:福岡 Kawasaki:川崎 Kobe:神戸 Kyoto:京都 Saitama:さいたま
Hiroshima:広島 Sendai:仙台 Chiba:千葉 Kitakyushu:北九州 Sakai:堺 Niigata:新潟 Hamamatsu:浜松 Kumamoto:熊本 Okayama:岡山
Sagamihara:相模原 Shizuoka:静岡 Funabashi:船橋 Kawaguchi:川口 Kagoshima:鹿児島 Hachiōji:八王子 Himeji:姫路 Utsunomiya:宇都宮
Matsuyama:松山 Matsudo:松戸 Ichikawa:市川 Higashiosaka:東大阪 Nishinomiya:西宮 Kurashiki:倉敷 Ōita:大分 Fukuyama:福山
Kanazawa:金沢 Amagasaki:尼崎 Fujisawa:藤沢 Kashiwa:柏 Machida:町田 Toyota:豊田 Takamatsu:高松 Toyama:富山 Yokosuka:横須賀
Nagasaki:長崎 Hirakata:枚方 Gifu:岐阜 Toyonaka:豊中 Miyazaki:宮崎 Suita:吹田 Okazaki:岡崎 Ichinomiya:一宮 Toyohashi:豊橋
Takasaki:高崎 Nagano:長野 Nara:奈良 Iwaki:いわき Wakayama:和歌山 Kawagoe:川越 Takatsuki:高槻 Koshigaya:越谷 Ōtsu:大津
Tokorozawa:所沢 Asahikawa:旭川 Maebashi:前橋 Kochi:高知 Kōriyama:郡山 Naha:那覇 Kasugai:春日井 Akita:秋田 Yokkaichi:四日市
Akashi:明石 Kurume:久留米 Aomori:青森 Fukushima:福島 Morioka:盛岡 Ibaraki:茨木 Ichihara:市原 Hakodate:函館 Tsu:津 Yao:八尾
Kakogawa:加古川 Mito:水戸 Tokushima:徳島 Nagaoka:長岡 Shimonoseki:下関 Fuchū:府中 Fukui:福井 Hiratsuka:平塚 Sōka:草加
Yamagata:山形 Fuji:富士 Sasebo:佐世保 Chigasaki:茅ヶ崎 Chōfu:調布 Yamato:大和 Tsukuba:つくば Matsumoto:松本 Hachinohe:八戸
Neyagawa:寝屋川 Saga:佐賀 Kasukabe:春日部 Ageo:上尾 Takarazuka:宝塚 Ōta:太田 Atsugi:厚木 Kure:呉 Isesaki:伊勢崎
Nishitōkyō:西東京 Kishiwada:岸和田 Matsue:松江 Nagareyama:流山 Iwakuni:岩国 Misawa:三沢 Yokota:横田 Kadena:嘉手納 Okinawa:沖縄
Shariki:車力 Kyogamisaki:経ヶ岬 Shimokoshiki:下甑島 Sado:佐渡 Ominato:大湊 Yozadake:与座岳 Tobetsu:当別 Kamo:加茂
Otakineyama:大滝根山 Wajima:輪島 Kasatoriyama:笠取山 Sefuriyama:脊振山 Kongo:こんごう Chokai:ちょうかい Myoko:みょうこう
Kirishima:きりしま Araya:新屋 Mutsumi:むつみ
Guam:グアム Hawaii:ハワイ Honolulu:ホノルル Anchorage:アンカレジ Seattle:シアトル Andersen:アンダーセン Shemya:シェミア島
Beale:ビール Clear:クリア Alaska:アラスカ California:カリフォルニア州
Seoul:ソウル Busan:釜山 Incheon:仁川 Daegu:大邱 Daejeon:大田 Gwangju:光州 Suwon:水原 Ulsan:蔚山 Goyang:高陽 Changwon:昌原
Seongnam:城南 Cheongju:清州 Bucheon:富川 Cheonan:天安 Hwaseong-si:華城 Jeonju:全州 Ansan:安山 Anyang:安養 Gimhae:金海
Pohang:浦項 Jeju:済州 Uijeongbu:議政府 Gumi:亀尾 Seongju:星州
Sunan:順安 Kaesong:開城 Hwangju:黄州 Panghyon:方峴 Wonsan:元山 Sohae:西海 Yongbyon:寧辺 Punggye-ri:豊渓里
Musudan:ムスダン Nodong:ノドン Scud-B:スカッドB Scud-C:スカッドC Scud-ER:スカッドER
Hwasong-12:火星12 Hwasong-14:火星14 Hwasong-15:火星15
Senkakus:尖閣諸島 Uotsuri:魚釣島 Kitakojima:北小島 Minamikojima:南小島 Kuba:久場島 Taisho:大正島 Okinokitaiwa:沖ノ北岩 Okinominamiiwa:沖ノ南岩
Tobise:飛瀬 Okinotorishima:沖ノ鳥島 Okidaitojima:沖大東島 Sofugan:孀婦岩 Ishigaki:石垣
Shimane:島根 Tottori:鳥取 Hyogo:兵庫 Ehime:愛媛 Hokkaido:北海道 Iwate:岩手 Miyagi:宮城 Tochigi:栃木 Gunma:群馬 Kanagawa:神奈川
Ishikawa:石川 Yamanashi:山梨 Aichi:愛知 Mie:三重 Shiga:滋賀 Yamaguchi:山口 Kagawa:香川
Soryeongdo:小鈴島 Eocheongdo:於青島 Sangwangdeungdo:上旺嶝島 Hongdo:紅島 Seo-gyeokbido:西格列飛島
`;

/** Names of several words. */
const LONGER = {
  "Los Angeles": "ロサンゼルス",
  "Guam (Hagåtña)": "グアム（ハガニア）",
  "United States": "米国",
  "Republic of Korea": "韓国",
  "Australia (in turns)": "オーストラリア（交代制）",
  "United Kingdom": "英国",
  "Czech Republic": "チェコ",
  "Côte d'Ivoire": "コートジボワール",
  Turkey: "トルコ",
  "Senkaku Islands": "尖閣諸島",
  "Waters around the Senkaku Islands": "尖閣諸島周辺の海域",
  "South of the Senkaku Islands": "尖閣諸島の南",
  "Around the Senkaku Islands": "尖閣諸島の周辺",
  "Danjo Islands": "男女群島",
  "Takeshima (Dokdo)": "竹島（独島）",
  "Seo-gyeokbido, Gyeongnyeolbi Islands": "西格列飛島",
  "Yongbyon, 5 MWe reactor": "寧辺の5MW原子炉",
  "Punggye-ri, test site": "豊渓里の核実験場",
  "Sea of Japan": "日本海",
  "Yellow Sea": "黄海",
  "East China Sea": "東シナ海",
  "Philippine Sea": "フィリピン海",
  "Indian Ocean": "インド洋",
  "Sea of Japan, middle": "日本海の中央",
  "Sea of Japan, east of Korea": "日本海（朝鮮半島の東）",
  "Yellow Sea, west of Korea": "黄海（朝鮮半島の西）",
  "Yellow Sea, west coast of the Republic of Korea": "黄海（韓国の西岸）",
  "East China Sea, middle": "東シナ海の中央",
  "Pyongyang Sunan airport": "平壌・順安空港",
  "Sohae satellite launching station (Tongchang-ri)": "西海衛星発射場（東倉里）",
  "Sunchon airbase": "順川飛行場",
  "Panghyon airbase": "方峴飛行場",
  "Panghyon (4 July 2017)": "方峴（2017年7月4日）",
  "North Kusong": "亀城の北",
  "Wonsan Kalma airport": "元山・葛麻空港",
  "Mupyong-ri arms plant": "舞坪里の軍需工場",
  "Pyongsong field": "平城の野原",
  "Kittaeryong base": "旗対嶺の基地",
  "DSP over the Indian Ocean": "早期警戒衛星DSP（インド洋上空）",
  "DSP south of Indonesia": "早期警戒衛星DSP（インドネシア南方）",
  "DSP over the Pacific": "早期警戒衛星DSP（太平洋上空）",
  "SBIRS GEO": "早期警戒衛星SBIRS GEO",
  "International Monitoring System": "国際監視制度",
  "Patrol ships off the Senkakus": "尖閣諸島沖の巡視船",
  "Global Hawks at Misawa for the typhoon season": "三沢のグローバルホーク（台風期）",
  "P-3C of Fleet Air Wing 5": "第5航空群のP-3C",
  "RQ-4B Global Hawk": "RQ-4Bグローバルホーク",
  "MQ-4C Triton": "MQ-4Cトライトン",
  "P-3C Orion": "P-3Cオライオン",
  // 費用の項目。
  "cash for barracks and schools": "兵舎・学校のための資金",
  "equity in family housing": "家族住宅への出資",
  "loans for family housing": "家族住宅への融資",
  "savings on family housing": "家族住宅での節約分",
  "loans for power and water": "電力・水への融資",
  "own spending on facilities": "自国の施設費",
  "equity, loans and efficiencies": "出資・融資・効率化",
  "a road": "道路",
  cash: "資金",
  everything: "全体",
};

export const NAMES: ReadonlyMap<string, string> = new Map([
  ...PLACES.trim().split(/\s+/).map((each) => each.split(":") as [string, string]),
  ...Object.entries(LONGER),
]);
