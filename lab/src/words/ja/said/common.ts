import type { Grammar } from "../../said";

/** Parts that sentences of several questions hold. */
export const common: Grammar = {
  sentence: [
    ["No flight is aimed at any place that is warned.", "警報の対象地に向かう飛翔体なし。"],
    ["Nothing can be told: no place that flights are aimed at declares its `population`.", "判断できない。飛翔体の落下先のどこにも人口の値がない。"],
    ["With {n:counted} only, the intervals mean little.", "試行がわずか{n}のため、幅にはあまり意味がない。"],
    ["Median, with 5 to 95 % of the draws in brackets.", "中央値。括弧内は試行の5～95％。"],
    ["A median change is none of medians: before and change do not add up to after.", "変化の中央値は中央値の差ではなく、以前の値に足しても以後の値にはならない。"],
    ["A dash: no such flight.", "「–」は該当する飛翔体なし。"],
    ["A share is no bill.", "分担は請求額ではない。"],
    ["Too late counts as none.", "間に合わない警報はなしとして数える。"],
  ],
  counted: [["{n:v} draw", "{n}回"], ["{n:v} draws", "{n}回"]],
  /** What a posture is called. */
  label: [
    ["before", "以前"], ["after", "以後"], ["undated", "日付なし"],
    ["before, {of:label}", "以前（{of}）"], ["after, {of:label}", "以後（{of}）"],
    ["with {name}", "{name}あり"], ["without {name}", "{name}なし"],
    ["{d}", "{d}"], ["{name}, {d}", "{name}・{d}"], ["{name}", "{name}"],
  ],
  who: [["{n:v} others", "ほか{n}か所"], ["{n:v} more", "ほか{n}"], ["{name}", "{name}"]],
  /** Of what is told where only missiles are aimed that had not flown. */
  against: [
    ["against missiles that had not flown yet", "まだ飛んだことのないミサイルに対しては"],
    ["against missiles that had not flown by {d}", "{d}までに飛んだことのないミサイルに対しては"],
  ],
  mark: [
    ["", ""],
    [", against missiles that had not flown yet", "（まだ飛んだことのないミサイルに対して）"],
    [", against missiles that had not flown by {d}", "（{d}までに飛んだことのないミサイルに対して）"],
    [" against missiles that had not flown yet", "（まだ飛んだことのないミサイルに対して）"],
    [" against missiles that had not flown by {d}", "（{d}までに飛んだことのないミサイルに対して）"],
  ],
  /** Names that are made of others. */
  named: [
    ["{class:name}, minimum energy", "{class}・最小エネルギー軌道"],
    ["{class:name}, lofted", "{class}・高軌道"],
    ["{class:name}, lofted to {v}", "{class}・高軌道（{v}）"],
    ["{class:name} from the west", "西からの{class}"],
    ["{class:name} to the south", "南への{class}"],
    ["{class:name} class", "{class}級"],
    ["{class:name}, {from:name} to {to:name}", "{class}（{from}→{to}）"],
    ["{party:name}, against later classes", "{party}（後の型に対して）"],
    ["AN/TPY-2 {at:name}", "AN/TPY-2 {at}"],
    ["{at:name} (terminal mode)", "{at}（終末モード）"],
    ["J/FPS-5 {at:name}", "J/FPS-5 {at}"],
    ["J/FPS-3A {at:name}", "J/FPS-3A {at}"],
    ["JS {ship:name} ({radar:name})", "護衛艦{ship}（{radar}）"],
    ["US destroyer, {at:name} ({radar:name})", "米駆逐艦・{at}（{radar}）"],
    ["US destroyer ({radar:name})", "米駆逐艦（{radar}）"],
    ["{at:name} Air Base", "{at}基地"],
    ["{at:name} Air Force Base", "{at}空軍基地"],
    ["{kind:name} radar", "{kind}レーダー"],
    ["{n:v} sensors", "センサー{n}基"],
    ["{n:v} parties", "{n}か国"],
    ["{n:v} more parties", "ほか{n}か国"],
    ["test of {d}", "{d}の核実験"],
    ["shot of {d}", "{d}の爆発"],
  ],
  step: [
    ["until a sensor’s report is heard", "センサーの報告が届くまで"],
    ["until it is known where to", "落下先が分かるまで"],
    ["until it is attributed", "どこからの発射か特定されるまで"],
    ["until it is decided to warn", "警報が決定されるまで"],
    ["until the warning is broadcast", "警報が放送されるまで"],
    ["until people hear it", "住民に届くまで"],
  ],
  taking: [["{step} ({v})", "{step}（{v}）"]],
  seen: [["{name} ({v})", "{name}（{v}）"]],
};
