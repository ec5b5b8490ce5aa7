import { describe, expect, it } from "vitest";
import { telling } from "../tell";

const ja = telling("ja");
const said = (kind: string, text: string) => ja.one(kind, text).text;

describe("names in Japanese", () => {
  it.each([
    ["AN/TPY-2 (United States)", "AN/TPY-2（米国）"],
    ["J/FPS-5 (Japan)", "J/FPS-5（日本）"],
    ["US destroyer (AN/SPY-1D) (United States)", "米駆逐艦（AN/SPY-1D）（米国）"],
    ["US destroyer (AN/SPY-1D)", "米駆逐艦（AN/SPY-1D）"],
    ["Seo-gyeokbido", "西格列飛島"],
    ["Yao and others 2018", "Yaoほか（2018年）"],
    ["Zhang and Wen 2013", "Zhang・Wen（2013年）"],
    ["BGR at first", "BGR（当初）"],
    ["cash for barracks and schools", "兵舎・学校のための資金"],
  ])("%s is %s in a drawing, and in a table", (told, own) => {
    expect([said("drawn", told), said("cell", told)]).toEqual([own, own]);
  });
  it.each([
    ["event", "Joint Statement of 3 October 2013 begins", "2013年10月3日の共同発表が始まる"],
    ["event", "Guidelines for Defense Cooperation (1997) ends", "日米防衛協力の指針（1997年）が終わる"],
    ["event", "“Global Hawks on Guam, no rotation of 2016 being known” begins", "「グアムのグローバルホーク（2016年の展開は不明）」が始まる"],
    ["event", "the Senkaku Islands and 3 nautical miles of sea begins", "尖閣諸島と3海里の海が始まる"],
    ["thing", "ROKS Yulgok Yi I (AN/SPY-1D(V))", "韓国駆逐艦・栗谷李珥（AN/SPY-1D(V)）"],
    ["thing", "Wajima sub-base, Mount Koshu, Ishikawa", "輪島分屯基地（石川県、高洲山）"],
    ["cell", "… Marines on Okinawa", "… 沖縄の海兵隊"],
  ])("as %s: %s is %s", (kind, told, own) => expect(said(kind, told)).toBe(own));
  it("are those of places where a place is meant", () => {
    expect(said("name", "Yao")).toBe("八尾");
    expect(said("name", "waters around the Senkaku Islands")).toBe(said("name", "Waters around the Senkaku Islands"));
  });
  it("have no bracket by half", () => {
    for (const odd of ["AN/SPY-1D) (United States", "(United States)", "Radar (north"]) expect(ja.one("name", odd).lang).toBe("en");
  });
  it("stand in quotes where they are more than a name", () => {
    expect(said("event", "“Global Hawks on Guam, before any were sent to Japan” ends")).toBe("「グアムのグローバルホーク（日本への派遣前）」が終わる");
  });
});

describe("what is asked, in Japanese", () => {
  it("says which event is meant, and what of it nobody named", () => {
    expect(ja.whole("An armed attack, place and parties not named, as of 2015-01-01: no provision in force binds anybody to act.").text).toBe(
      "2015年1月1日の時点での武力攻撃（場所と当事国は指定なし）：行動を義務づける有効な規定なし。",
    );
    expect(ja.whole("A nuclear test, at Tokyo, by China, who tests not named, as of 2015-01-01: no provision in force binds anybody to act.").text).toContain(
      "核実験（場所は東京、実行するのは中国、実行者は指定なし）",
    );
  });
  it("tells the median beside the mean", () => {
    expect(ja.whole("Flights at Japan: where half of them come down is known after 2 min 08 s, 4 s sooner (on average over flights 10 s sooner)").text).toBe(
      "日本への飛翔体：半数の落下先は発射の2分8秒後に判明、4秒早い（飛翔体の平均では10秒早い）",
    );
  });
});
