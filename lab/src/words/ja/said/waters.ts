import type { Grammar } from "../../said";

/** 海域。 */
export const waters: Grammar = {
  sentence: [
    ["Is an approach noticed before it reaches the territorial sea?", "接近する船は領海に達する前に気付かれるか。"],
    ["Nobody is declared to watch {names:name,}: no approach is noticed.", "{names}の監視は申告されておらず、接近は気付かれない。"],
    [
      "Of 100 approaches to {name} by a {boat}, {was:v} were noticed before the territorial sea.",
      "{name}への{boat}の接近100件のうち、以前に領海の手前で気付かれたのは{was}件。",
    ],
    ["Now {change:fewer}.", "現在は{change}。"],
    ["Now {change:fewer}; {parts:moved;、}.", "現在は{change}、{parts}。"],
    ["Nothing measurable changes.", "測れる差なし。"],
    ["Nothing measurable changes, nor at {who:name&}.", "測れる差なし（{who}でも）。"],
    [
      "Now {change:fewer}: no measurable change, since not nearly all draws agree on it.",
      "現在は{change}だが、大半の試行で一致しないため、測れる差とはいえない。",
    ],
    [
      "Now {change:fewer}: no measurable change, since not nearly all draws agree on it; nor is there one at {who:name&}.",
      "現在は{change}だが、大半の試行で一致しないため、測れる差とはいえない（{who}でも）。",
    ],
    ["This is from {n:v} sides, where {m:v} are usual.", "これは{n}方向からの計算（通常は{m}方向）。"],
    ["This is from {n:v} side, where {m:v} are usual.", "これは{n}方向からの計算（通常は{m}方向）。"],
    ["What is new is {fleet:name}: without it, {fall:v} fewer of 100 would be noticed in its season.", "新しいのは{fleet}。なければ配備期に気付かれるのは100件のうち{fall}件減る。"],
    ["It is there {when}, with one on station {v} of that time.", "配備は{when}、そのうち1機が現場にいるのは{v}。"],
    ["Most hangs on one fleet, {fleet:name}: without it, {fall:v} fewer of 100 would be noticed.", "最も頼りになるのは{fleet}。なければ気付かれるのは100件のうち{fall}件減る。"],
    ["Where fleets fly is not published: if every sortie of these went there, it would be {v}.", "部隊がどこを飛ぶかは公表されていない。すべてがそこへ出動すれば{v}件。"],
    ["{name}, {label}: {v} noticed before the territorial sea ({boat})", "{name}、{label}：領海の手前で気付かれるのは{v}（{boat}）"],
    ["{name}, {label}: nobody is declared to watch", "{name}、{label}：監視の申告なし"],
    ["{name}, {label}: the last look at the territorial sea was {v} ago", "{name}、{label}：領海が最後に見られてから{v}"],
    ["{name}, {label}: the territorial sea is looked at again after {v}", "{name}、{label}：領海が再び見られるまで{v}"],
    ["{name}, {label}: most of the territorial sea is never looked at", "{name}、{label}：領海の大半は一度も見られない"],
    ["Mean over all approaches by the first type of vessel.", "最初の船種によるすべての接近の平均。"],
    ["Line: median of the draws; band, of the later posture: 5 to 95 %.", "線：試行の中央値。帯：以後の態勢の5～95％。"],
    ["Dotted: if every sortie of the same fleets went there.", "点線：同じ部隊がすべてそこへ出動する場合。"],
    [
      "Straight approaches from {v}, alike from all sides, by the first type of vessel; median of the draws.",
      "最初の船種が{v}からあらゆる方向から一様にまっすぐ近づく場合。試行の中央値。",
    ],
    [
      "Red: outer limit of the territorial sea; dashed: where patrols go, when they are there; diamonds: coast points.",
      "赤：領海の外側の限界。破線：配備中の巡回経路。ひし形：海岸の基点。",
    ],
    ["By radars that scan, with patrols as declared, in the season in which they are there.", "走査するレーダーによる。巡回は既定どおり、配備期の値。"],
    [
      "A look is 20 minutes in which the first type of vessel would more likely than not be noticed, or as many of them as follow one another.",
      "1回の観測は、最初の船種が五分以上の確率で気付かれる20分間、またはその連続。",
    ],
    ["Median of the draws, each of another fortnight; in the title, of the cells of the territorial sea, too.", "試行（それぞれ別の2週間）の中央値。見出しでは領海内の区画の中央値。"],
    ["Empty: in most draws nobody ever looks.", "空白：大半の試行で誰も見ない。"],
    ["Until the first look, age counts from the fortnight's start.", "最初の観測までは、2週間の始まりから数える。"],
    ["Approaches that are noticed before the territorial sea", "領海の手前で気付かれる接近"],
    ["How early they are noticed, and how far off", "気付かれる早さと距離"],
    ["Who watches, {label}", "監視するもの、{label}"],
    ["What each gives, {label}", "それぞれがもたらすもの、{label}"],
    ["From one look at a ship in view to the next, by mode of the radar, {label}", "視野内の船を再び見るまでの時間、レーダーのモードごと、{label}"],
    [
      "One antenna does one thing at a time; taken is the mode that comes back to a ship in view soonest, everything at its best value.",
      "アンテナは一度に一つのことしかできない。視野内の船に最も早く戻るモードを採る。値はすべて最良値。",
    ],
    ["Share of area and time in view of radars that scan, in season", "走査するレーダーの視野に入る面積と時間の割合、配備期"],
    ["How often somebody looks at the territorial sea, in season", "領海が見られる頻度、配備期"],
  ],
  /** Of other waters. */
  moved: [
    ["at {name}, {change:fewer}", "{name}では{change}"],
    ["nothing measurable changes at {who:name&}", "{who}では測れる差なし"],
  ],
  when: [["all the time", "常時"], ["{v} of the time", "時間の{v}"]],
  boat: [
    ["{boat}, {v}", "{boat}（{v}）"],
    ["fishing boat", "漁船"], ["trawler", "トロール船"], ["coast guard cutter", "海警船"], ["small warship", "小型軍艦"], ["vessel", "船"], ["ship", "船"], ["boat", "小型船"],
  ],
};
