import type { Grammar } from "../../said";

/** 図の中の語：凡例・項目・書き込み。 */
export const marks: Grammar = {
  drawn: [
    // 移転
    ["to {names:name,} and elsewhere {n:v}", "{names}ほかへ {n}"], ["to {names:name&} {n:v}", "{names}へ {n}"], ["stay on {name} {n:v}", "{name}に残る {n}"],
    ["small shots, {name}", "小さな爆発（{name}）"], ["{who:relationName}, with depth", "{who}（深さによる）"], ["{who:thing} and {n:v} more ({party:name})", "{who}、ほか{n}（{party}）"], ["{cell}", "{cell}"], ["{phase}", "{phase}"], ["{series}", "{series}"], ["{place}", "{place}"],
    ["{v} left", "残り{v}"], ["{v} or more", "{v}以上"], ["below {v}", "{v}未満"], ["and {n:v} more", "ほか{n}か所"],
    ["{name} *", "{name} *"], ["{party:name}: {class:name}", "{party}：{class}"], ["{party:name}: {class:name} *", "{party}：{class} *"],
    ["{name} {v}", "{name} {v}"], ["{who:thing} ({party:name})", "{who}（{party}）"],
    ["{n:v} satellites ({party:name})", "衛星{n}基（{party}）"], ["{name} ({n:v})", "{name}（{n}）"], ["{name}, {v}", "{name}、{v}"], ["{time:v}, {v}", "{time}、{v}"], ["{time:v} {name}", "{time} {name}"],
    ["warning of {name}", "{name}への警報"], ["nearest {name}, {v}", "{name}に最接近、{v}"], ["nearest {name}", "{name}に最接近"], ["chain, {label}", "警報の流れ、{label}"], ["{point}, {v}", "{point}、{v}"],
    ["for {name} against {class:name}", "{name}へ（{class}）"],
    ["Outside the map, from its middle: {parts:away;、}.", "図の外（中心からの距離）：{parts}。"],
    ["{name}, cash", "{name}・現金"], ["{name}, not cash", "{name}・現金以外"], ["elsewhere", "その他"],
    ["{axis}", "{axis}"],
  ],
  /** What takes the time, and what a sensor does. */
  phase: [
    ["{longest}", "{longest}"], ["left until impact", "落下まで"], ["in view", "視野内"], ["detected", "最初の探知"], ["confirmed", "確認"], ["detects", "探知"], ["confirms", "確認"],
    ["held", "追尾"], ["lost", "見失う"], ["loses it", "見失う"], ["rises", "視野に入る"], ["sets", "視野を出る"], ["comes into view", "視野に入る"], ["leaves the view", "視野を出る"], ["brings", "担う分"], ["lost without it", "失う分"],
  ],
  /** Lines and signs of a legend. */
  series: [
    ["flight", "飛翔"], ["flight; {name}, {v}", "飛翔。{name}、{v}"], ["patrol", "哨戒"], ["launch site", "発射地点"], ["added radar", "追加のレーダー"], ["territorial sea", "領海"], ["nobody looks", "観測なし"],
    ["where radars look", "レーダーの向き"], ["where the added one looks", "追加のレーダーの向き"], ["place that is warned", "警報の対象地"],
    ["place without a measurable change", "測れる変化のない場所"], ["as it was shared", "実際の共有"], ["all in real time", "すべて即時"],
    ["as stated", "発表値"], ["by a relation", "関係式による値"], ["the event", "当該事象"], ["that day's network hears with {v}", "当日の観測網が{v}で検知"],
    ["if all sorties went there", "すべて出動した場合"], ["in season", "配備期"], ["over the year", "通年"],
    ["{label}, in season", "{label}、配備期"], ["{label}, over the year", "{label}、通年"], ["in season, all from {name}", "配備期、すべて{name}から"],
    ["{many}, {label}", "{many}、{label}"], ["{many}", "{many}"],
    ["cameras, {label}", "カメラ、{label}"], ["with radars, {label}", "レーダーも含む、{label}"], ["cameras, a tenth of the use", "カメラ、使用10分の1"], ["with radars, a tenth of the use", "レーダーも含む、使用10分の1"],
    ["lowest fifth of draws", "試行の下位5分の1"], ["highest fifth of draws", "試行の上位5分の1"], ["{kind}", "{kind}"],
  ],
  many: [["one or more", "1基以上"], ["two or more", "2基以上"], ["one half", "2分の1"]],
  point: [["burn-out", "燃焼終了"], ["apogee", "最高高度"], ["the event", "当該事象"], ["impact", "落下"], ["launch", "発射"]],
  place: [["north", "北"], ["east", "東"], ["south", "南"], ["west", "西"], ["north-east", "北東"], ["south-east", "南東"], ["south-west", "南西"], ["north-west", "北西"]],
  away: [["{name}, {v} {place}", "{name}（{place}{v}）"]],
};
