import type { Grammar } from "../../said";

/** 図の軸と凡例。 */
export const axes: Grammar = {
  axis: [
    ["{measure} [{unit}]", "{measure}［{unit}］"],
    ["{measure}", "{measure}"],
  ],
  unit: [
    ["min:s", "分:秒"], ["s", "秒"], ["min", "分"], ["h", "時間"], ["d", "日"], ["days", "日"], ["points", "ポイント"], ["kt", "キロトン"], ["kt of TNT", "TNT換算キロトン"],
    ["a day", "1日"], ["% of flights", "飛翔体の％"], ["%", "％"], ["km", "km"], ["m", "m"], ["mrad", "mrad"], ["km²", "km²"], ["km³", "km³"], ["deg²", "平方度"], ["°", "°"], ["m²", "m²"], ["m^2", "m²"], ["nanometres", "ナノメートル"], ["{size} {currency}", "{size}{currency}"],
    ["billion {currency}", "10億{currency}"],
  ],
  size: [["thousand", "千"], ["million", "100万"], ["billion", "10億"], ["trillion", "兆"]],
  measure: [
    ["warning time gained", "増えた警報時間"], ["warning gained", "増えた警報時間"], ["mean warning gained", "平均の増加分"], ["time after launch", "発射からの時間"],
    ["warned at least this long before impact", "落下前の警報時間（以上）"], ["people", "住民"], ["the gain of {name}, less its mean", "{name}の増加分（平均との差）"],
    ["the warning of {name}, less its mean", "{name}の警報時間（平均との差）"], ["altitude", "高度"], ["height", "高さ"], ["distance over ground from the launch", "発射地点からの地表の距離"],
    ["distance over the ground from {name}", "{name}からの地表の距離"], ["after launch", "発射から"], ["held", "追尾"], ["known of", "判明"], ["radius", "半径"], ["sooner", "早まり"],
    ["impact tracked to", "落下点の範囲"], ["confirmed with a probability of", "確認の確率"], ["error of position", "位置の誤差"],
    ["share of the warning", "警報の割合"], ["sensors of", "センサーの国"], ["warning", "警報時間"], ["share of what is given over share of ability", "能力に対する貢献の比"],
    ["more time on station than from {name}", "{name}との差"], ["on station a day, one {craft:name}", "{craft}1機の1日の滞在"], ["on station a day, all fleets together", "全部隊の1日の滞在"],
    ["aircraft, for {name}", "{name}への機数"], ["time with at least one there", "1機以上がいる時間"], ["activity lasts", "活動の長さ"],
    ["probability that no image is taken", "画像が得られない確率"], ["probability that no image is taken in {v}", "{v}間に画像が得られない確率"], ["days that are declared clear", "晴れの日の割合"],
    ["days from {d}, local time", "{d}からの日数（現地時間）"], ["distance left to the territorial sea", "領海までの残りの距離"], ["has been noticed", "気付かれた割合"],
    ["noticed by the time it is there", "そこまでに気付かれる割合"], ["mean age of the last look", "最後の観測からの平均時間"], ["mean time from one look to the next", "次の観測までの平均時間"],
    ["magnitude", "マグニチュード"], ["magnitude heard with 90 %", "90％で検知できるマグニチュード"], ["yield", "威力"],
    ["signal-to-noise ratio of a look", "観測1回の信号対雑音比"], ["probability that a look detects", "観測1回の探知確率"], ["error of the position by one look", "観測1回の位置の誤差"],
    ["{who:forces} who are to leave {name}", "{name}を離れる予定の{who}"], ["What it costs, in billion {currency} of fiscal year {d}", "費用（10億{currency}、{d}度価格）"],
    ["Who brings the warning", "警報を担うのは誰か"], ["{name}, by class of sensors", "{name}、センサーの種類ごと"],
    ["billion {currency}", "10億{currency}"], ["assumption", "前提"],
  ],
};
