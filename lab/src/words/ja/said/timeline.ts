import type { Grammar } from "../../said";

/** 時系列。 */
export const timeline: Grammar = {
  sentence: [
    ["What happens from the launch of {flight:name}, until people are told?", "{flight}の発射から住民に伝わるまでに何が起きるか。"],
    ["{name} is told {v} after launch, {left}; {heard:heardFirst}.", "{name}への伝達は発射の{v}後、{left}。{heard}。"],
    ["{name} is not told of this flight in most draws; {heard:heardFirst}.", "大半の試行で{name}にはこの飛翔体が伝わらない。{heard}。"],
    ["On {label}: {v} after launch, {left}; {heard:heardFirst}.", "{label}では発射の{v}後、{left}。{heard}。"],
    ["On {label}: {v} after launch, {left}.", "{label}では発射の{v}後、{left}。"],
    ["On {label}: not told in most draws.", "{label}では大半の試行で伝わらない。"],
    ["On {label}: the same.", "{label}でも同じ。"],
    ["With {label}: {v} after launch, {left}; {heard:heardFirst}.", "{label}では発射の{v}後、{left}。{heard}。"],
    ["With {label}: {v} after launch, {left}.", "{label}では発射の{v}後、{left}。"],
    ["With {label}: not told in most draws.", "{label}では大半の試行で伝わらない。"],
    ["With {label}: the same.", "{label}でも同じ。"],
    ["Most time passes {most:taking&}.", "時間の多くがかかるのは、{most}。"],
    ["In most draws the chain waits for ever {step}.", "大半の試行で、警報の流れは「{step}」の段階から進まない。"],
    [
      "What is not known of the flight, the sensors and the delays leaves {low:v} to {high:v} after launch (5 to 95 % of the draws).",
      "飛翔・センサー・遅れの不確かさによる幅は、発射から{low}～{high}（試行の5～95％）。",
    ],
    ["{name} is told after {now:v}; before: after {was:v}", "{name}への伝達は発射の{now}後（以前は{was}後）"],
    ["{name} is told after {now:v}; before: never", "{name}への伝達は発射の{now}後（以前は伝わらず）"],
    ["{name} is told after {now:v}, before and after", "{name}への伝達は以前も以後も発射の{now}後"],
    ["{name} is not told of this flight in most draws", "大半の試行で{name}にはこの飛翔体が伝わらない"],
    [
      "{flight:name}. Bars of sensors: from when the flight enters the view until it leaves it, {now:label} (of a sensor that is gone: {was:label}); marks: first detection and confirmation.",
      "{flight}。センサーの帯：視野に入ってから出るまで、{now}（なくなったセンサーは{was}）。印：最初の探知と確認。",
    ],
    ["Below: the chain of warning, step by step.", "下：警報の流れの各段階。"],
    ["Medians over the draws, of a sensor over those in which it is there.", "試行の中央値。センサーについては、それがある試行の中央値。"],
    ["{flight:name}: from launch to impact", "{flight}：発射から落下まで"],
    ["After launch.", "発射からの時間。"],
    ["Medians over the draws, with 5 to 95 % in brackets.", "試行の中央値。括弧内は5～95％。"],
    ["What takes the time until people are told", "住民に伝わるまで何に時間がかかるか"],
    ["Means over the draws in which people are told.", "住民に伝わる試行の平均。"],
    [
      "They add up, but for rounding, to the mean time until people are told, {sums:sum&}; the first table has its median.",
      "端数を除き、合計は伝達までの平均時間（{sums}）。最初の表はその中央値。",
    ],
    ["What each sensor sees of it, {label}", "各センサーが見るもの、{label}"],
    ["There: share of the draws in which it is there and has the flight in view; times are medians of these.", "存在：センサーがあり、飛翔体が視野に入る試行の割合。時間はその中央値。"],
    ["Heard: when the report is with the party that warns.", "受信：警報を出す国に報告が届く時。"],
    ["First: share of all draws in which this report is heard before all others.", "最初：この報告がほかのすべてより先に届く試行の割合。"],
  ],
  heardFirst: [
    ["no sensor's report is heard", "センサーの報告は届かない"],
    ["{name} reports it first", "最初に報告するのは{name}"],
    ["{name} is most often the first to report it ({v} of the draws)", "最初に報告することが最も多いのは{name}（試行の{v}）"],
  ],
  left: [
    ["{v} before the missile comes down", "落下の{v}前"],
    ["{v} after the missile has come down", "落下の{v}後"],
    ["{v} before it comes down", "落下の{v}前"],
    ["{v} after it has come down", "落下の{v}後"],
  ],
  sum: [["{v} ({label})", "{label}は{v}"]],
};
