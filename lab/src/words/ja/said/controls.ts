import type { Grammar } from "../../said";

/** 変更できる値の名：項目名の連なり。 */
export const controls: Grammar = {
  control: [
    // What several values share, by where it stands and by its own word.
    ["{control} ({id})", "{control}（{id}）"],
    // Whose sharing it is stands in the name of the thing.
    ["Shared {word:n} delay", "伝達までの遅れ"], ["Shared {word:n} form", "伝達される内容"],
    ["Face {n} {control}", "第{n}面：{control}"],
    ["Reference range", "基準目標の探知距離"], ["Reference cross section", "基準目標の反射断面積"], ["Reference snr", "基準目標の信号対雑音比"],
    ["Search cue delay", "指示から捜索までの遅れ"],
    ["{of:part} elevation lowest", "{of}の最低仰角"], ["{of:part} elevation highest", "{of}の最高仰角"],
    ["Elevation lowest", "最低仰角"], ["Elevation highest", "最高仰角"], ["Azimuth from", "方位角（から）"], ["Azimuth to", "方位角（まで）"],
    ["{fieldName}", "{fieldName}"],
    ["{fieldName} {n}", "{fieldName}{n}"],
    ["{of:part} {n} {control}", "{of}{n}：{control}"],
    ["{of:part} {control}", "{of}：{control}"],
  ],
  /** Of colours: which values have one. */
  classed: [["< {v}", "{v}未満"], ["≥ {v}", "{v}以上"], ["{a:v} – {b:v}", "{a}～{b}"], ["{a:n} – {b:v}", "{a}～{b}"], ["{v}", "{v}"]],
  part: [["{fieldName}", "{fieldName}"]],
};
