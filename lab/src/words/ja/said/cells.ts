import type { Grammar } from "../../said";

/** 表の欄：数値・日付・名前と、決まった語。自由に書かれた文（出典・引用・注）は元のまま。 */
export const cells: Grammar = {
  cell: [
    ["{v}", "{v}"], ["{d}", "{d}"], ["{fixed}", "{fixed}"],
    // Before names, since what answers make up counts as one, too.
    ["{moment}", "{moment}"], ["within {v} of {name}", "{name}から{v}以内"], ["{who:thing} and {n:v} more", "{who}、ほか{n}"],
    ["{row}", "{row}"],
    ["no track", "航跡なし"], ["{v} to no track", "{v}～航跡なし"], ["no position", "位置なし"],
    ["at least {v}", "{v}以上"], ["± {v}", "±{v}"], ["up to {v}", "最大{v}"], ["the rest, {v}", "残り（{v}）"], ["{money:v} a year, {time:period}", "毎年{money}（{time}）"],
    ["{v}, not measurable", "{v}、測れる差ではない"], ["{v}, {time:period}", "{v}（{time}）"],
    ["by {d}", "{d}まで"], ["begins {time:period}", "{time}に開始"], ["ends {time:period}", "{time}に終了"],
    ["{time:period}", "{time}"], ["{name}, fiscal year {d}", "{name}、{d}度"],
    ["{names:name&}", "{names}"], ["{parts:gives;；}", "{parts}"], ["{parts:duty;；}", "{parts}"], ["{parts:because;；}", "{parts}"],
    ["{who:bound&} {force} {duty}", "{who}：{duty}（{force}）"],
    ["{a:balance} to {b:balance}", "{a}～{b}"],
  ],
  /** Words that columns are filled with. */
  fixed: [
    ["yes", "はい"], ["no", "いいえ"], ["gains", "増加"], ["loses", "減少"], ["gain", "増加"], ["loss", "減少"], ["none", "なし"], ["kept", "満たす"], ["not kept", "満たさない"], ["both", "両方"], ["party", "国"], ["station", "観測点"], ["class", "種類"], ["sensor", "センサー"],
    ["no limit: into orbit, or nearly", "限りなし（軌道に達するか、それに近い）"], ["not flown by then", "当時は未飛行"], ["not flown yet", "未飛行"], ["nothing more", "追加なし"], ["on request", "求めに応じて"], ["in real time", "即時"],
    // 主張
    ["✓ {heldAs}", "✓ {heldAs}"], ["✗ {heldAs}", "✗ {heldAs}"], ["≠ {heldAs}", "≠ {heldAs}"], ["○ {heldAs}", "○ {heldAs}"], ["? {heldAs}", "? {heldAs}"], ["… {heldAs}", "… {heldAs}"],
    ["{heldAs}", "{heldAs}"], ["{heldAs}, in part", "{heldAs}（一部）"], ["{heldAs}, as far as it can be checked", "{heldAs}（検証できる範囲）"],
    ["agrees", "一致"], ["differs", "不一致"], ["not settled", "未確定"], ["told", "発言のみ"], ["unknown", "不明"], ["not computed", "未計算"], ["does not agree", "一致しない"],
    // 約束
    ["applies", "適用"], ["depends", "条件による"], ["does not apply", "不適用"], ["not in force", "効力なし"], ["{force}", "{force}"],
    ["{balance}", "{balance}"], ["{kind}", "{kind}"], ["{chosen}", "{chosen}"],
  ],
  /** Of a flight, in its order. */
  moment: [
    ["The missile is launched at {name}", "{name}でミサイル発射"], ["The missile stops burning", "ミサイルの燃焼終了"], ["The missile comes down at {name}", "{name}にミサイル落下"],
    ["{party:name} hears the first report: {name} (before: {was:name})", "{party}に最初の報告が届く（{name}、以前は{was}）"], ["{party:name} hears the first report: {name}", "{party}に最初の報告が届く（{name}）"], ["{party:name} hears the first report", "{party}に最初の報告が届く"],
    ["{party:name} knows where it comes down", "{party}が落下先を把握"], ["{party:name} states a launch toward there", "{party}がそこに向かう発射と特定"],
    ["{party:name} decides to warn", "{party}が警報を決定"], ["{party:name} broadcasts the warning", "{party}が警報を放送"], ["{name} is told", "{name}に伝達"],
    ["{what:moment} in {v} of the draws (before: {was:v})", "{what}（試行の{v}、以前は{was}）"], ["{what:moment} in {v} of the draws", "{what}（試行の{v}）"],
    ["{name} has it in view", "{name}の視野に入る"], ["{name} detects it", "{name}が探知"], ["{name} confirms it", "{name}が確認"], ["{name} has its report heard", "{name}の報告が届く"], ["{name} loses it", "{name}が見失う"],
  ],
  force: [
    ["must", "義務"], ["is to", "方針"], ["are to", "方針"], ["may", "可"], ["may only", "限定"], ["may not", "不可"],
  ],
  balance: [["very low", "著しく低い"], ["low", "低い"], ["in balance", "均衡"], ["substantial", "大きい"]],
  period: [["{a:d}–{b:d}", "{a}～{b}"], ["{a:d} to {b:d}", "{a}～{b}"], ["{a:d} and {b:d}", "{a}・{b}"], ["{d}", "{d}"]],
  /** What a party pays, has and gets. */
  gives: [
    ["{v} military spending, {time:period}", "軍事費{v}（{time}）"], ["{v} of the cost of forces stationed in {name}", "{name}の駐留経費の{v}"],
    ["{v} of {whole:v} by the {plan:planName}", "{plan}による{whole}のうち{v}"], ["up to {v} of {whole:v} by the {plan:planName}", "{plan}による{whole}のうち最大{v}"],
    ["{v} a year, {time:period}, for {what:name}", "毎年{v}（{time}、{what}）"], ["{money:v} a year, {time:period}", "毎年{money}（{time}）"],
    ["{n:v} under arms, {time:period}", "兵力{n}人（{time}）"], ["{n:v} in {name}", "{name}に{n}人"],
    ["{v} of warning, of which {part:v} by what others share", "警報時間{v}、うち他国の共有による分{part}"], ["{v} of warning", "警報時間{v}"],
    ["no flight of these is aimed at its people", "住民に向かう飛翔体なし"],
  ],
  /** Why a provision holds or does not. */
  because: [
    ["the event is {happening}", "事象は{happening}"], ["{happening} is not {other:happening}", "{happening}は{other}ではない"], ["it holds at all times", "常に有効"],
    ["it is done to {name}", "対象は{name}"], ["it is done to {name}, not to {other:name}", "対象は{name}であり{other}ではない"],
    ["it is {name} that {does}", "行為者は{name}"], ["it is {name} that {does}, not {other:name}", "行為者は{name}であり{other}ではない"],
    ["it is taken that it is not {name} that {does}", "行為者は{name}でないとする"], ["it is taken that it is not {a:name} or {b:name} that {does}", "行為者は{a}でも{b}でもないとする"],
  ],
  does: [
    ["does it", ""], ["attacks", ""], ["lands", ""], ["launches it", ""], ["sends it", ""], ["flags it", ""], ["strikes", ""], ["tests", ""], ["causes it", ""], ["asks", ""],
  ],
  happening: [
    ["an armed attack", "武力攻撃"], ["an armed attack on a US base", "米軍基地への武力攻撃"], ["an armed group's landing on an island", "武装集団の島への上陸"],
    ["a missile that comes down", "ミサイルの落下"], ["a missile that passes overhead", "ミサイルの上空通過"],
    ["a foreign government ship in the territorial sea", "外国の軍艦・公船の領海進入"], ["a foreign government ship in the contiguous zone", "外国の軍艦・公船の接続水域進入"],
    ["a foreign private ship in the territorial sea", "外国の民間船の領海進入"], ["a foreign state aircraft in national airspace", "外国の国の航空機の領空進入"],
    ["a foreign aircraft in an air defence identification zone", "外国の航空機の防空識別圏進入"], ["a strike before the other side has begun an attack", "相手の攻撃開始前の攻撃"],
    ["a nuclear test", "核実験"], ["a crisis in the region without an attack on a party", "当事国への攻撃を伴わない地域の危機"], ["a party's request to consult", "当事国による協議の求め"],
    ["basing, equipment and its costs in peacetime", "平時の配備・装備とその費用"],
  ],
};
