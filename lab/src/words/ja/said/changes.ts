import type { Grammar } from "../../said";

/** 値の変更による差。 */
export const changes: Grammar = {
  sentence: [
    ["What is set moves no number of the first table.", "この設定は最初の表の数値を変えない。"],
    ["Change: in the same draws, 5 to 95 % in brackets.", "差：同じ試行での差。括弧内は5～95％。"],
    ["The same as declared: {heads:head&}.", "既定と同じ項目：{heads}。"],
    ["Each number is rounded by itself: “about” and “<” stand where a change is not the difference of the two before it.", "値はそれぞれ四捨五入している。「約」「未満」は、差が左の二つの値の差と一致しないことを示す。"],
    ["{row}: the gain grows only because warning comes later, by {was:v} with the posture of {before:label}, by {now:v} with that of {after:label}.", "{row}の増加分が増えるのは、警報が{before}の態勢で{was}、{after}の態勢で{now}遅くなるため。"],
    ["{row}: the gain shrinks only because warning comes earlier, by {was:v} with the posture of {before:label}, by {now:v} with that of {after:label}.", "{row}の増加分が減るのは、警報が{before}の態勢で{was}、{after}の態勢で{now}早まるため。"],
    ["{row}: the gain grows only because warning comes later, by {was:v} with the posture of {before:label}, not at all with that of {after:label}.", "{row}の増加分が増えるのは、警報が{before}の態勢でだけ{was}遅くなるため。{after}の態勢では変わらない。"],
    ["{row}: the gain grows only because warning comes later, by {was:v} with the posture of {before:label}, hardly with that of {after:label}.", "{row}の増加分が増えるのは、警報が{before}の態勢で{was}遅くなり、{after}の態勢ではほとんど変わらないため。"],
    ["{row}: the gain shrinks only because warning comes earlier, by {was:v} with the posture of {before:label}, not at all with that of {after:label}.", "{row}の増加分が減るのは、警報が{before}の態勢でだけ{was}早まるため。{after}の態勢では変わらない。"],
    ["{row}: the gain shrinks only because warning comes earlier, by {was:v} with the posture of {before:label}, hardly with that of {after:label}.", "{row}の増加分が減るのは、警報が{before}の態勢で{was}早まり、{after}の態勢ではほとんど変わらないため。"],
    ["The largest change is for {row}: {head} {v} more.", "最大の変化：{row}の{head}、{v}増。"], ["The largest change is for {row}: {head} {v} less.", "最大の変化：{row}の{head}、{v}減。"],
    ["The largest change: {head} {v} more.", "最大の変化：{head}、{v}増。"], ["The largest change: {head} {v} less.", "最大の変化：{head}、{v}減。"],
    ["So it is for {rows:row&}.", "{rows}も同じ。"],
    ["So it is in {n:v} other rows.", "ほかの{n}行も同じ。"],
    ["Nothing changes for {rows:row&}.", "変化のない行：{rows}。"],
    ["Nothing changes in {n:v} other rows.", "ほかの{n}行に変化なし。"],
    ["{n:v} more numbers change ({heads:head&}): --full shows them.", "ほか{n}個の値も変化（{heads}）。コマンドの--fullで表示。"],
  ],
  /** What names a row. */
  row: [
    ["{step}", "{step}"], ["{plan:planName}", "{plan}"], ["{party}", "{party}"], ["{choice}", "{choice}"], ["{a:choice} and {b:choice}", "{a}、{b}"], ["{assumption}", "{assumption}"],
    ["as reckoned here", "この計算のとおり"], ["any image", "何らかの画像"], ["a clear image", "鮮明な画像"], ["{boat}", "{boat}"], ["{v}", "{v}"], ["{deg}", "{deg}"],
    ["with what it is sent", "届く情報による"], ["with its own sensors", "自国のセンサーによる"], ["all detections together", "すべての探知の総合"],
    ["a track", "航跡"], ["the area, {v} sure", "地域、{v}の確かさ"], ["every look by itself", "観測ごとに独立"], ["with shared errors", "共通の誤差あり"],
    ["with shared errors, estimated", "共通の誤差を推定"], ["with shared errors, least", "共通の誤差が最小"], ["with shared errors, greatest", "共通の誤差が最大"],
    ["air other than it is corrected for", "補正と異なる大気"], ["misalignment sideways", "左右の向きのずれ"], ["misalignment upwards", "上下の向きのずれ"], ["zero of the range", "距離の零点"],
    ["all together", "全体"], ["primary stations", "主要観測所"], ["auxiliary stations", "補助観測所"], ["open stations of other networks", "ほかの観測網の公開観測点"],
    ["arrays ({of:row})", "群列（{of}）"], ["single stations ({of:row})", "単独観測点（{of}）"], ["{effort}", "{effort}"], ["{n:v} satellites", "衛星{n}基"],
    ["{statement}", "{statement}"], ["{thing}", "{thing}"], ["{label}", "{label}"],
    ["{first:who}, {rest:row}", "{first}、{rest}"],
  ],
};
