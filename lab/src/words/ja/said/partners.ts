import type { Grammar } from "../../said";

/** 協力国。 */
export const partners: Grammar = {
  sentence: [
    ["What do partners see for one another, and what of it is passed on in time to warn?", "協力国は互いのために何を見ているか。そのうち警報に間に合うものは何か。"],
    ["By {last:d}, what was arranged after {d} gives no more warning{because}.", "{d}より後の取り決めは、{last}の時点で警報時間を増やしていない{because}。"],
    ["In real time, {gains:gained;、} ({where}).", "即時の共有なら、{gains}（{where}）。"],
    ["What was arranged after {d} gave no more warning until {until:d}{because}.", "{d}より後の取り決めは、{until}まで警報時間を増やさなかった{because}。"],
    ["In real time since then, {gains:gained;、} ({where}).", "以後の即時の共有では、{gains}（{where}）。"],
    [
      "A sensor that only such sharing makes heard is first to see {v} of the flights at {name} and {others:shareAt&}.",
      "この共有だけで情報が得られるセンサーが最初に捉えるのは、{name}への飛翔体の{v}、{others}。",
    ],
    [
      "A sensor that only such sharing makes heard is first to see {v} of the flights at {name}, {others:shareAt&}.",
      "この共有だけで情報が得られるセンサーが最初に捉えるのは、{name}への飛翔体の{v}、{others}。",
    ],
    ["A sensor that only such sharing makes heard is first to see {v} of the flights at {name}.", "この共有だけで情報が得られるセンサーが最初に捉えるのは、{name}への飛翔体の{v}。"],
    ["Without it, {name} is warned of {v} of its flights as early, to a second.", "{name}は、向かう飛翔体の{v}では、これがなくても1秒と違わず警報を受ける。"],
    ["On none of these days would real time have given anybody a second or more.", "どの日でも、即時の共有で1秒以上早まる国はない。"],
    [
      "In real time already on {then:d} it would have given {name} {was:v}; with the sensors of {last:d} it gives {now:v}.",
      "{then}に即時の共有があれば{name}では{was}早まっていた。{last}のセンサーでは{now}。",
    ],
    ["Nothing more until {d}; in real time it gives {parts:share2&}", "{d}までは増加なし。即時の共有では{parts}"],
    ["Nothing more by {d}; in real time it would give {parts:share2&}", "{d}の時点で増加なし。即時の共有なら{parts}"],
    [
      "Dot: mean over people, flights and draws; line: 5 to 95 % of draws; filled where it is measurable.",
      "点：住民・飛翔体・試行の平均。線：試行の5～95％。塗りつぶし：測れる差。",
    ],
    ["The sensors are those of each day.", "センサーは各日のもの。"],
    ["What is shared since the first day, and what it gives", "最初の日より後に共有されるものと、その効果"],
    ["Mean warning (5 to 95 %); in real time: were all shared that ever is; –: not asked.", "平均の警報時間（5～95％）。即時：いずれ共有されるものがすべて共有される場合。「–」は計算せず。"],
    ["First seen: flights that a sensor heard of only by that confirms first.", "最初に確認：この共有だけで情報が得られるセンサーが最初に確認する飛翔体。"],
    ["Place by place, were all shared in real time, {d}", "各地：すべてが即時に共有される場合、{d}"],
    ["Without it: mean warning with what was shared in real time on the first day.", "なしの場合：最初の日に即時に共有されていたものによる平均の警報時間。"],
    ["By class of flight, were all shared in real time, {d}", "飛翔体の型ごと：すべてが即時に共有される場合、{d}"],
    ["Nodes, by how far they reach over the ground", "拠点：地表での到達距離の順"],
  ],
  because: [["", ""], [", for requests come too late", "（要請に応じた共有では間に合わない）"]],
  gained: [
    ["{name} is warned {v} earlier", "{name}では{v}早まる"], ["{name} is warned {v} later", "{name}では{v}遅れる"],
    ["{name} would be warned {v} earlier", "{name}では{v}早まる"], ["{name} would be warned {v} later", "{name}では{v}遅れる"],
    ["nothing measurable changes for {who&}", "{who}では測れる差なし"], ["nothing measurable would change for {who&}", "{who}では測れる差なし"],
  ],
  where: [
    ["{n:v} largest places each", "各国の最大の{n}都市"],
    ["{n:v} largest places of {who&}", "{who}の最大の{n}都市"],
    ["largest place each", "各国の最大の都市"],
    ["largest place of {who&}", "{who}の最大の都市"],
    ["largest places: {parts:placesOf&}", "最大の都市：{parts}"],
  ],
  placesOf: [["{n:v} of {name}", "{name}の{n}都市"]],
  shareAt: [["{v} at {name}", "{name}への{v}"]],
  share2: [["{name} {v}", "{name}で{v}"]],
};
