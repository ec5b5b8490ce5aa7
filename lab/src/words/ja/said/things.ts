import type { Grammar } from "../../said";

/** 「もしも」で選べるもの、日付ごとの変化。 */
export const things: Grammar = {
  thing: [
    ["{of:name}, shared with {party:name}", "{of}（{party}と共有）"],
    ["Unknowns that several values share", "複数の値に共通の不確かさ"],
    ["Data links between {a:name} and {b:name}", "{a}と{b}のデータリンク"],
    ["Trilateral Information Sharing Arrangement", "日米韓情報共有取り決め（TISA）"],
    ["General Security of Military Information Agreement of Japan and the Republic of Korea", "日韓軍事情報包括保護協定（GSOMIA）"],
    ["Real-time sharing of missile warning data", "ミサイル警戒データの即時共有"],
    ["{event:happening}", "{event}"],
    ["{name}", "{name}"],
  ],
  choice: [
    ["Does a satellite's direction alone open an alert?", "衛星が示す方向だけで警報を始めるか"],
    ["How low above the horizon does an AN/TPY-2 look?", "AN/TPY-2はどの仰角まで低く見るか"],
    ["How low do the two radars look?", "2基のレーダーはどの仰角まで低く見るか"],
    ["satellites open an alert", "衛星だけで始める"],
    ["satellites by the area rule", "地域が分かれば衛星で始める"],
    ["satellites never", "衛星では始めない"],
    ["radars from {deg}", "レーダーは仰角{deg}から"],
    ["{name} from {deg}", "{name}は仰角{deg}から"],
  ],
  /** Of sensors. */
  service: [["“{thing}” begins", "「{thing}」が運用開始"], ["“{thing}” ends", "「{thing}」が運用終了"], ["{thing} begins", "{thing}が運用開始"], ["{thing} ends", "{thing}が運用終了"]],
  event: [
    ["move of {forces} from {from:name} to {to:name} begins", "{forces}の{from}から{to}への移転が始まる"],
    ["move of {forces} from {from:name} to {to:name} ends", "{forces}の{from}から{to}への移転が終わる"],
    ["{plan:planName} begins", "{plan}が始まる"],
    ["{plan:planName} ends", "{plan}が終わる"],
    ["“{thing}” begins", "「{thing}」が始まる"],
    ["“{thing}” ends", "「{thing}」が終わる"],
    ["{thing} begins", "{thing}が始まる"],
    ["{thing} ends", "{thing}が終わる"],
  ],
};
