/** 設定ファイルの項目名と選択肢の語。 */

/** Fields of every kind of record, as the file format names them: one `field:日本語` after the other. */
const TABLE = `
abort_share:中止の割合 about:対象 above:下限 accessed:閲覧日 accuracy:精度 actor:行為者 after:以後の日 agrees:一致 ahead:前方の角度 all:すべて
altitude:高度 among:当事国 amount:金額 angle:角度 angle_error:角度の誤差 angle_floor:角度精度の下限 announced:発表日 answer:答え
antenna_height:アンテナの高さ any:いずれか aperture:開口面積 apogee:最高高度 approach_bearings:接近の方位 approach_from:接近の開始距離
area_probability:地域判定の確率 area_radius:地域判定の半径 array:アレイ観測点 as_of:時点 as_sensor:センサーとして ascending_node:昇交点
ask_about:問われる前提 asks:問い at:場所 attribution_delay:発射元の特定までの遅れ author:著者 availability:稼働率 azimuth:方位角
ballistic_coefficient:弾道係数 base:既定 basis:根拠 beamwidth:ビーム幅 bearing:方位 before:以前の日 begins:開始の範囲 below:上限 beside:併記
bias:系統誤差 both:両方 broadcast_delay:放送までの遅れ burn_time:燃焼時間 burnout_recognition:燃焼終了の認識 by:主体 carried:伝え方 checks:検証
clear:晴れの割合 closed:閉じた経路 cloud_break:雲を抜ける高度 clutter_margin:海面反射に対する余裕 coarsest:最も粗い分解能 coast:海岸
collected:採取日 conditions:条件 confirm:確認 count:数 counted:数えた対象 counts:配備数 crew_hours:乗員の飛行時間 cross_section:反射断面積
cue_delay:指示からの遅れ currency:通貨 day:日 days:日数 decision_delay:判断までの遅れ delay:遅れ depth:深さ detection_probability:探知確率
disputed:争い drop:打ち切りまでの観測数 duties:義務 dwell:照射時間 eccentricity:離心率 edges:区切り effort:割り当ての割合 elevation:仰角
ellipse:誤差楕円 endurance:滞空時間 epoch:元期 equals:等しい額 estimate:見積もり event:事象 excludes:除く範囲 expects:予想 extends:元のシナリオ
faces:面 fact:事実 failure_interval:故障の間隔 false_alarm_probability:誤警報の確率 farthest:最遠距離 field:視野 first_flown:初飛行
first_stage:第1段階の確率 fleet:部隊 form:内容 frame:捜索の周期 from:開始 grade:確度 growth:加速の伸び heard:検知 height:高さ hits:必要な探知数
host:受け入れ国 in_force:発効日 inclination:軌道傾斜角 includes:含む範囲 index:指数 infrared:赤外線 inner:内側 inspection_interval:点検の間隔
inspection_time:点検の時間 is:値 item:項目 kind:種類 known_to:判明の範囲 lat:緯度 launched_from:発射地点 leaves:離れる場所 left_out:省いたもの
leg:直線部の長さ length:長さ less:除く範囲 likely:可能性あり limit:上限 lines:判別線 local_time:地方時 local_time_error:地方時の誤差
loiter_speed:滞空速度 lon:経度 look_interval:観測の間隔 look_memory:観測の有効時間 looks:対象の観測数 loss:損失 lowest_elevation:最低仰角
lowest_grazing:最小俯角 lowest_sun:太陽の最低高度 magnitudes:マグニチュード max_range:最大距離 mean_anomaly:平均近点角 means:手段 measure:量
message:伝達内容 mode:撮像の方式 name:名称 nearest:最短距離 network:観測網 node:交点 noise:雑音 noise_temperature:雑音温度 not:否定 note:注
notes:注 ja:日本語 notional:仮想 number:数 of:対象 of_party:対象の国 off_nadir:直下からの角度 off_nadir_from:直下からの角度（最小） off_nadir_to:直下からの角度（最大）
oldest:最も古い観測 on:対象 options:選択肢 or_more:以上 orbit:軌道 origin:起点の時刻 out_of:所属部隊 outer:外側 outline:輪郭 over:通過点
overflight_radius:上空通過の半径 owner:所有国 part:部分 part_of:所属 parties:国 partner:協力国 parts:部分 party:国 pattern:経路 payer:負担者
perigee:近地点引数 persistence:天候の持続 phase:位相 place:場所 place_in:場所の範囲 plan:計画 platform:機種 points:点 population:人口 power:出力
power_aperture:出力と開口 powered_cross_section:推進中の反射断面積 price_year:価格の年 profile:軌道の形 provision:規定 provisions:規定
published:発行日 publisher:発行者 pulses:パルス数 quantity:指標 question:問い radar_direction_delay:レーダーによる落下先判明までの遅れ
radius:半径 range:距離 range_floor:距離精度の下限 range_resolution:距離分解能 rate:換算率 reach:到達距離 receivers:対象地
reception_delay:受信までの遅れ reentry_error:再突入の誤差 reference:基準目標 refractivity:屈折の誤差 refractivity_gradient:屈折率の勾配
region:地域 regions:地域 repair_time:修理の時間 repeat:回帰 replaces:置き換える計画 report_delay:報告までの遅れ reserve:予備時間
resolution:分解能 rest:残り restates:換算元 revisit:観測の間隔 revolutions:周回数 role:役割 rotational:交代制 rough:概略
satellite_accuracy:衛星の精度 satellite_direction_delay:衛星による落下先判明までの遅れ satellites:衛星の扱い says:内容 scale:尺度 scan:走査の周期
scatter:ばらつき search:捜索 search_share:捜索の時間配分 search_time:捜索の時間 season:季節 sector:扇形の角度 seen_height:見える高さ
semi_major_axis:軌道長半径 sensors:センサー service:軍種 shared:共有 signed:署名日 silent:検知なし slowest:最低速度 snr:信号対雑音比
solid_angle:立体角 source:出典 speed:速度 spot:スポットの大きさ squint:斜視角 stage:段階 statements:申告 station:空域 stations:観測点の数
supersedes:置き換える合意 swath:観測幅 swerling:目標変動（Swerling型） target:目標 tasked:撮像の割り当て text:本文 time_budget:時間配分 title:題名
to:行き先 to_words:行き先の語 track_dwell:追尾の照射時間 turnaround:再発進の準備 unit:単位 until:終了 upper_limit:上限値 url:アドレス used:採用値
value:値 vehicle:型 version_of:版の元 vessels:船種 waters:海域 weather_hold:天候による中止 weather_wait:天候の待ち時間 what:内容 when:条件
where:場所 who:誰が why:理由 width:幅 with:相手 withheld:伏せるセンサー within:範囲 xenon:キセノン year:年 years:年の範囲 yields:威力
`;

/** Words of which one is chosen. */
const CHOSEN = `
true:はい false:いいえ minimum-energy:最小エネルギー軌道 on-request:求めに応じて real-time:即時 tracks:航跡 detections:探知
strip:帯状 spot:スポット moving-target:移動目標 all:すべて army:陸軍 navy:海軍 marines:海兵隊 air-force:空軍 military:軍人 dependants:家族
before:以前 after:以後 cash:現金 equity:出資 loan:融資 efficiency:効率化 spending:支出 road:道路 upkeep:維持 purchase:購入 unsplit:内訳なし
gdp:国内総生産 labour-force:労働力 population:人口 forces:部隊 stationing:駐留 territory:領土 territorial-sea:領海 contiguous-zone:接続水域
air-defence-zone:防空識別圏 treaty-area:条約の適用区域 claim:主張 part:部分 treaty:条約 guidelines:指針 joint-statement:共同声明
executive-agreement:行政協定 decision:決定 law:法律 statement:声明 opens:警報を始める area:地域が分かれば始める never:始めない
descending:降交点 ascending:昇交点 armed-attack:武力攻撃 attack-on-us-base:米軍基地への攻撃 landing:上陸 missile-impact:ミサイルの落下
missile-overflight:ミサイルの上空通過 ship-in-territorial-sea:軍艦・公船の領海進入 ship-in-contiguous-zone:軍艦・公船の接続水域進入
private-ship-in-territorial-sea:民間船の領海進入 aircraft-in-airspace:航空機の領空進入 aircraft-in-adiz:航空機の防空識別圏進入
pre-emptive-strike:先制攻撃 nuclear-test:核実験 regional-crisis:地域の危機 request-for-consultation:協議の求め peacetime-posture:平時の態勢
consult:協議する act:行動する support:支援する permit:認める limit:制限する forbid:禁じる
mean-gain:増加分の平均 share-of-draws-gaining:早まる試行の割合 cities-gaining:早まる都市 cities:都市 place-gain:場所の増加分
added-by-others:他国が加える分 track-gain:追尾の増加分 place-track-gain:場所の追尾の増加分 warning-share:警報の分担 warning-share-change:警報の分担の変化
warning-balance:警報の均衡 warning-balance-change:警報の均衡の変化 spending-balance:支出の均衡 spending-balance-change:支出の均衡の変化
forces-balance:兵力の均衡 forces-balance-change:兵力の均衡の変化 added-by-partners:協力国が加える分 added-by-partners-since:以後に協力国が加える分
time-on-station-ratio:滞在時間の比 unseen:撮像されない割合 unseen-by-cameras:カメラで撮像されない割合 looks-a-day:1日の観測数 noticed:気付かれる割合
heard-by-three:3点での検知 largest-so-far:それまでの最大 times-the-largest-before:以前の最大との比 number-at-its-place:その場所での数
mb:mb mb(Lg):mb(Lg) Ms:Ms ML:ML Mw:Mw
`;

const table = (text: string): ReadonlyMap<string, string> =>
  new Map(text.trim().split(/\s+/).map((each) => [each.slice(0, each.indexOf(":")), each.slice(each.indexOf(":") + 1)]));

const FIELDS = table(TABLE);
const WORDS = table(CHOSEN);

/** `false alarm probability`, or one of several that a field holds, `face` of `faces`. */
export function field(text: string): string | null {
  const key = text.toLowerCase().replaceAll(" ", "_");
  return FIELDS.get(key) ?? FIELDS.get(`${key}s`) ?? null;
}

/** A word that a file may choose; numbers, grades and scales are written alike everywhere. */
export function chosen(text: string): string | null {
  return WORDS.get(text) ?? (/^(?:\d+|[A-Z]{1,3})$/.test(text) ? text : null);
}
