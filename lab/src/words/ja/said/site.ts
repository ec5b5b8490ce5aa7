import type { Grammar } from "../../said";

/** 監視地点。 */
export const site: Grammar = {
  sentence: [
    ["How long can a place work unseen?", "ある場所の活動はどれだけ気付かれずに続くか。"],
    [
      "Of 100 activities of {days:v} at {places:name&}, satellites' cameras miss {v}, {same:alike}.",
      "{places}での{days}間の活動100件のうち、衛星カメラが見逃すのは{v}件。{same}。",
    ],
    [
      "Of 100 activities of {days:v}, satellites' cameras miss from {low:v} at {a:name} to {high:v} at {b:name}, {same:alike}.",
      "{days}間の活動100件のうち、衛星カメラが見逃すのは{a}の{low}件から{b}の{high}件。{same}。",
    ],
    [
      "Of 100 activities of {days:v} at {places:name&}, satellites' cameras missed {was:v} {then:with}.",
      "{places}での{days}間の活動100件のうち、衛星カメラが見逃すのは{then}で{was}件。",
    ],
    ["{now:with}: {more:fewer}.", "{now}では{more}。"],
    ["At {name} cameras get {looks:v} looks a day, by daylight, and {cloudy:v} of days are cloudy.", "{name}を見るカメラの機会は昼間に1日{looks}回。{cloudy}の日は曇り。"],
    ["Radars see through cloud: with them {any:v} of 100 go unseen.", "レーダーは雲を通して見るため、レーダーを含めた見逃しは100件のうち{any}件。"],
    ["If only one in {n:v} of these looks is taken, cameras miss {v}.", "この機会の{n}分の1しか使われなければ、カメラの見逃しは{v}件。"],
    ["{left:leftOut} are not counted.", "{left}は数えていない。"],
    ["At {name}, cameras in orbit miss {now:v} of 100 activities of {days:v}, {same:alike}", "{name}：{days}間の活動100件のうち衛星カメラの見逃しは{now}件、{same}"],
    ["At {name}, cameras in orbit miss {now:v} of 100 activities of {days:v}, {was:v} {label}", "{name}：{days}間の活動100件のうち衛星カメラの見逃しは{now}件（{label}は{was}件）"],
    [
      "Cameras miss most at {name} in {worst:d}, {high:v} of 100 activities of {days:v}; least in {best:d}, {low:v}",
      "{name}での衛星カメラの見逃しは、{days}間の活動100件のうち{worst}が最多で{high}件、{best}が最少で{low}件",
    ],
    ["{name}, {month:d}: a clear image on {n:v} of {days:v} days, an image of any kind on {any:v}", "{name}、{month}：{days}日のうち鮮明な画像は{n}日、何らかの画像は{any}日"],
    ["{name}, {month:d}: a clear image on {n:v} of {days:v} days", "{name}、{month}：{days}日のうち鮮明な画像は{n}日"],
    ["{name} on {d}, a clear day: {looks:lookings,}", "{name}、{d}（晴れ）：{looks}"],
    ["Activities begin at any time of the period.", "活動は期間中のいつでも始まる。"],
    ["Cameras need daylight and a clear sky.", "カメラには昼の光と晴れた空が必要。"],
    ["A tenth of the use: satellites look at the place ten times less often than declared.", "10分の1の利用：衛星がその場所を見る回数が既定の10分の1の場合。"],
    ["Line: median; band, of cameras as declared: 5 to 95 % of draws.", "線：中央値。帯：既定のカメラについて試行の5～95％。"],
    ["Activities that begin in each month.", "各月に始まる活動。"],
    ["Below: the share of days that is declared clear, an estimate.", "下：晴れとされる日の割合（推定）。"],
    ["One course of events: the draw with the middle number of days with a clear image in that month.", "一つの経過の例：その月に鮮明な画像の得られる日数が中央の試行。"],
    ["Its weather is drawn from the declared shares of clear days, and not that of the year.", "天候は晴れの日の割合から引いたもので、その年の実際の天候ではない。"],
    ["Filled: an image came of it; grey: cloudy days.", "塗りつぶし：画像が得られた機会。灰色：曇りの日。"],
    ["The first clear day of one draw; where along its orbit each satellite is, is drawn and not known.", "ある試行の最初の晴れの日。各衛星の軌道上の位置は引いた値で、実際の位置ではない。"],
    [
      "Mark: where it stands straight above when the place is best in view, with the local solar time; line through it: its way over the ground in two minutes; dotted: line of sight.",
      "印：その場所が最もよく見える時の衛星の直下点と地方太陽時。印を通る線：2分間の地上の軌跡。点線：視線。",
    ],
    ["Probability that an activity goes without an image, by how long it lasts", "活動の画像が得られない確率、活動の長さごと"],
    ["What each satellite gives, {label}", "各衛星がもたらすもの、{label}"],
    ["Activities as long as asked about, by the month of their start, {label}", "問われた長さの活動、始まる月ごと、{label}"],
    ["How long one waits for an image, {label}", "画像が得られるまでの待ち時間、{label}"],
  ],
  alike: [["before as after", "以前も以後も同じ"], ["{was:label} as {now:label}", "{was}も{now}も同じ"]],
  with: [["with those of {d}", "{d}の衛星"], ["{label}", "{label}"]],
  /** By how many of a hundred a share changes. */
  fewer: [
    ["{v} fewer", "{v}件減"], ["{v} more", "{v}件増"], ["as many", "同数"],
    ["{a:n} fewer ({b:n} to {c:n})", "{a}件減（{b}～{c}）"],
    ["{a:n} more ({b:n} to {c:n})", "{a}件増（{b}～{c}）"],
    ["{a:fewer} ({b:fewer} to {c:fewer})", "{a}（{b}～{c}）"],
  ],
  leftOut: [
    ["the reconnaissance satellites of the United States and of others, and further commercial ones", "米国やほかの国の偵察衛星と、これ以外の商業衛星"],
    ["other satellites", "ほかの衛星"],
  ],
  lookings: [
    ["{n:v} looks by cameras", "カメラの機会{n}回"], ["one look by a camera", "カメラの機会1回"],
    ["{n:v} looks by cameras between {a:v} and {b:v}", "カメラの機会{n}回（{a}～{b}）"],
    ["one look by a camera between {a:v} and {b:v}", "カメラの機会1回（{a}～{b}）"],
    ["{n:v} by radars by day and night", "昼夜を通じてレーダーの機会{n}回"], ["one by a radar by day and night", "昼夜を通じてレーダーの機会1回"],
    ["one look by a radar by day and night", "昼夜を通じてレーダーの機会1回"],
  ],
};
