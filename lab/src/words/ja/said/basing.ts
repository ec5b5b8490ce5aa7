import type { Grammar } from "../../said";

/** 基地。 */
export const basing: Grammar = {
  sentence: [
    [
      "What does flying from one base rather than another buy, and how many craft does a continuous watch take?",
      "別の基地から飛ぶと何が得られるか。切れ目のない監視に何機必要か。",
    ],
    ["From {base:name}, one {craft:name} is on station {v} a day at {station:name}.", "{base}から飛ぶ{craft}1機は、{station}に1日{v}とどまれる。"],
    ["At {station:name}: {gain:stay}.", "{station}では{gain}。"],
    [
      "One {craft:name} from {base:name} rather than {over:name} is on station {gain:stay} at {station:name}.",
      "{craft}1機が{over}ではなく{base}から飛ぶと、上空にとどまる時間は{station}で{gain}。",
    ],
    [
      "The way to {station:name} takes {now:v} one way instead of {was:v}; in this comparison nothing else differs.",
      "{station}までは片道{was}時間ではなく{now}。この比較ではほかに違いはない。",
    ],
    ["With the weather of each base counted, it is {gain:stay} there.", "各基地の天候を考えると、そこでは{gain}。"],
    ["On station from {base:name} instead of {over:name}: {parts:stayAt,}", "{over}ではなく{base}から飛ぶ場合に上空にとどまる時間：{parts}"],
    ["From {base:name} one is on station {v} a day: {station:name}", "{base}から1機が1日にとどまれるのは{v}：{station}"],
    ["{station:name}: {was:v} a day before, {now:v} in season after; {moved:v} had all flown from {over:name}", "{station}：以前は1日{was}、以後の配備期は{now}、すべて{over}から飛んだ場合は{moved}"],
    ["{station:name}: {now:v} a day in season, {year:v} over the year", "{station}：配備期は1日{now}、年間では{year}"],
    ["{station:name}: {was:v} before, {now:v} a day after", "{station}：以前は1日{was}、以後は{now}"],
    ["{station:name}: {now:v} a day after", "{station}：以後は1日{now}"],
    ["{station:name}: with four aircraft one is there {parts:from,} of the time", "{station}：4機で1機がとどまる時間の割合は{parts}"],
    [
      "One craft that flies as often as turn-round, failures, repairs, inspections and weather let it, with crews for every sortie, in the long run.",
      "1機を、再出撃の準備・故障・修理・点検・天候が許す限り、搭乗員は足りるとして長期に飛ばす場合。",
    ],
    ["Dot: median; line: 5 to 95 % of draws; filled where it is more than {v}.", "点：中央値。線：試行の5～95％。塗りつぶし：{v}を超えるもの。"],
    ["Bar: median; line: 5 to 95 % of draws.", "棒：中央値。線：試行の5～95％。"],
    ["Bar: median; line: 5 to 95 % of draws; above 24 h: several at a time.", "棒：中央値。線：試行の5～95％。24時間を超える値は同時に複数機。"],
    ["All bases are given one weather, that of “{fleet:name}”.", "天候はすべての基地で「{fleet}」のものとする。"],
    [
      "{craft:name}: if all of each declared fleet flew to that station, as often as craft, crews and the weather of its base let it.",
      "{craft}：各部隊の全機が、機体・搭乗員・基地の天候の許す限りそこへ飛ぶ場合。",
    ],
    ["In season: {season}.", "配備期：{season}。"],
    ["“All from {over:name}”: the same craft and crews in that season.", "「すべて{over}から」：同じ時期に同じ機体と搭乗員で飛ぶ場合。"],
    ["Craft that relieve each other one by one; line: median, band: 5 to 95 % of draws.", "1機ずつ交代する場合。線：中央値。帯：試行の5～95％。"],
    ["{craft:name}: hours a day on station from {over:name}, and more from elsewhere", "{craft}：{over}から飛ぶ場合に1日にとどまれる時間と、ほかの基地での増加分"],
    ["Median, with 5 to 95 % of the draws in brackets; all bases are given one weather.", "中央値。括弧内は試行の5～95％。天候はすべての基地で同じとする。"],
    ["Each base in full, each in one weather and in its own", "各基地の詳細：共通の天候とその基地の天候"],
    [
      "For one there 95 % of the time: the least fleet that reaches it in each draw, before shares are rounded for the table of sizes; never: no fleet tried does.",
      "時間の95％に1機がいるための機数：各試行でそれに達する最小の機数（機数の表で割合を丸める前）。「なし」は試した機数では達しない。",
    ],
    ["Share of the time with at least one on station, by size of the fleet", "1機以上がとどまる時間の割合、機数ごと"],
    ["Declared fleets, if all of each flew to that station while it is there", "申告された部隊：配備中に全機がそこへ飛ぶ場合"],
  ],
  stay: [
    ["{v} longer", "{v}長い"], ["{v} less long", "{v}短い"], ["as long", "同じ"],
    ["at all, since from the other base it does not get there", "初めて可能になる（もう一方の基地からは届かない）"],
    ["much longer, since from the other base it hardly gets there", "はるかに長い（もう一方の基地からはほとんど届かない）"],
  ],
  stayAt: [["{gain:stay} ({station:name})", "{gain}（{station}）"]],
  from: [["{v} from {base:name}", "{base}からで{v}"]],
  season: [["{from:dayMonth} to {to:dayMonth}", "{from}～{to}"], ["{from:d} to {to:d}", "{from}～{to}"], ["{name}", "{name}"]],
  dayMonth: [["{d}", "{d}"]],
};
