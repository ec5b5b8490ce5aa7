import type { Grammar } from "../../said";

/** 値の変更による差。 */
export const changes: Grammar = {
  sentence: [
    ["Nothing of the first table changes.", "最初の表に変化なし。"],
    ["Change: in the same draws, 5 to 95 % in brackets.", "差：同じ試行での差。括弧内は5～95％。"],
    ["The same as declared: {heads:head&}.", "既定と同じ項目：{heads}。"],
    ["Nothing changes for {rows:row&}.", "変化のない行：{rows}。"],
    ["Nothing changes in {n:v} other rows.", "ほかの{n}行に変化なし。"],
    ["{n:v} more numbers change ({heads:head&}): --full shows them.", "ほか{n}個の値も変化（{heads}）。コマンドの--fullで表示。"],
  ],
  row: [["{who}", "{who}"], ["{first:who}, {rest:row}", "{first}・{rest}"]],
};
