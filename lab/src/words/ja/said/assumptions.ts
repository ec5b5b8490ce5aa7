import type { Grammar } from "../../said";

/** 前提（不確かな値）の呼び名。 */
export const assumptions: Grammar = {
  assumption: [
    ["both {name}: {field}", "{name} 2基の{field}"],
    ["{n:v} {name}: {field}", "{name} {n}基の{field}"],
    ["{name}: {field}", "{name}の{field}"],
    ["{name&・}: {field}", "{name}の{field}"],
    // Whose it is may be called as a file calls it.
    ["{own}: {field}", "{own}の{field}"],
    ["{field}", "{field}"],
  ],
  field: [
    ["antenna area of its search", "捜索アンテナの面積"], ["antenna height", "アンテナの高さ"], ["availability", "稼働率"],
    ["ballistic coefficient", "弾道係数"], ["beamwidth", "ビーム幅"], ["beginning of the sector", "視野の始まり"], ["end of the sector", "視野の終わり"],
    ["bias, angle", "角度の偏り"], ["bias, range", "距離の偏り"], ["bias, refractivity", "屈折補正の偏り"], ["burn time", "燃焼時間"],
    ["cloud-break height", "雲の上に出る高さ"], ["delay of a direction from satellites", "衛星から方向が届くまでの遅れ"],
    ["delay of acting on a known area", "地域の判明から対応までの遅れ"], ["delay of attribution", "発射元の特定の遅れ"], ["delay of sharing", "共有の遅れ"],
    ["delay of the broadcast", "放送の遅れ"], ["delay of the decision", "判断の遅れ"], ["delay of the report", "報告の遅れ"],
    ["delay until people hear it", "住民に届くまでの遅れ"], ["detection probability", "探知確率"], ["error that re-entry adds", "再突入で加わる誤差"],
    ["growth of acceleration within a stage", "段ごとの加速の伸び"], ["highest elevation", "最高仰角"], ["lowest elevation", "最低仰角"],
    ["how sure a warning must be of the area", "警報に必要な地域の確かさ"], ["latitude", "緯度"], ["longitude", "経度"],
    ["least error of the angle", "角度の最小誤差"], ["least error of the range", "距離の最小誤差"], ["limit of range", "距離の限界"],
    ["losses of its search", "捜索の損失"], ["noise of its search", "捜索の雑音"], ["power of its search", "捜索の出力"],
    ["radar cross-section", "レーダー反射断面積"], ["radar cross-section while powered", "推進中のレーダー反射断面積"],
    ["range at which it is published", "公表された距離"], ["refractivity gradient of the air", "大気の屈折率の勾配"], ["resolution in range", "距離分解能"],
    ["share of the time it is away", "不在の割合"], ["signal-to-noise ratio at that range", "その距離での信号対雑音比"], ["time between two looks", "観測の間隔"],
    ["time budget, search share", "捜索に充てる時間の割合"], ["time budget, track dwell", "追尾1回の時間"],
    ["time in which it searches all its sectors", "全視野の捜索時間"], ["time to recognise burn-out", "燃焼終了の認識までの時間"],
    ["time until it looks where it is told", "指示された方向を見るまでの時間"], ["accuracy of a satellite's report", "衛星の報告の精度"],
  ],
};
