import { describe, expect, it } from "vitest";
import { japanese } from "./ja";
import { said } from "./ja/said";
import { holesIn, translator } from "./said";

describe("a translator", () => {
  const count = (text: string) => (/^\d+$/.test(text) ? text : null);
  const own = translator(
    {
      sentence: [["{who&} gain {n}.", "{who}は{n}増。"], ["No gain{why}.", "増加なし{why}。"]],
      who: [["{n} others", "ほか{n}"], ["{name}", "{name}"]],
      why: [["", ""], [": {parts:who;}", "（{parts}）"]],
    },
    { n: count, name: (text, _, names) => (names.has(text) ? `「${text}」` : null) },
  );
  own.learn(["A and B", "C"]);

  it("fills holes by what stands in them, several in a row among them", () => {
    expect(own.pieces("C, A and B and 3 others gain 7.")).toEqual([{ text: "「C」、「A and B」、ほか3は7増。", known: true }]);
    expect(own.say("sentence", "No gain: C; 2 others.")).toBe("増加なし（「C」、ほか2）。");
    expect(own.say("sentence", "no gain.")).toBe("増加なし。");
  });
  it("leaves a sentence whole where it cannot say all of it", () => {
    expect(own.pieces("C gain 7. D gain 8. No gain.")).toEqual([
      { text: "「C」は7増。", known: true },
      { text: "D gain 8.", known: false },
      { text: "増加なし。", known: true },
    ]);
  });
  it("says first what a world says itself", () => {
    own.take({ "What it bought. Was it worth it?": "買ったもの。" });
    expect(own.pieces("What it bought. Was it worth it? No gain.")).toEqual([{ text: "買ったもの。増加なし。", known: true }]);
    expect(own.say("title", "What it bought. Was it worth it?")).toBe("買ったもの。");
  });
  it("says a name that it has learned since", () => {
    expect(own.say("sentence", "E gain 1.")).toBeNull();
    own.learn(["E"]);
    expect(own.say("sentence", "E gain 1.")).toBe("「E」は1増。");
  });
});

/** Holes that hold a verb, or an id that only a command needs. */
const SILENT = new Set(["be", "is", "word", "does"]);

describe("the Japanese patterns", () => {
  it("say in Japanese all that stands in their holes, and only that", () => {
    for (const patterns of Object.values(said))
      for (const [told, saying] of patterns) {
        const given = holesIn(told).map((hole) => hole.label);
        const used = [...saying.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!);
        expect(new Set(used), told).toEqual(new Set(given.filter((label) => used.includes(label) || !SILENT.has(label))));
      }
  });
  it("name kinds that there are", () => {
    const kinds = new Set([...Object.keys(said), "v", "n", "d", "country", "author", "name", "id", "fieldName", "chosen", "own"]);
    for (const patterns of Object.values(said)) for (const [told] of patterns) for (const hole of holesIn(told)) expect(kinds, told).toContain(hole.kind);
  });
  it.each([
    ["3 min 42 s", "3分42秒"],
    ["+8 s (0 s to +20 s)", "+8秒（0秒～+20秒）"],
    ["about 4 to 7 min", "約4～7分"],
    ["8 s (0 s in 90 % of draws)", "8秒（試行の90％では0秒）"],
    ["23.4 million", "2340万"],
    ["8.6 billion USD", "86億ドル"],
    ["0 s in 90 % of draws", "試行の90％では0秒"],
    ["never", "なし"],
    ["soon", null],
  ])("say %s as %s", (told, saying) => expect(japanese.say("v", told)?.replaceAll("\u2060", "") ?? null).toBe(saying));
  it.each([
    ["2013-10-02", "2013年10月2日"],
    ["3 October 2013", "2013年10月3日"],
    ["July", "7月"],
    ["Someday", null],
  ])("say the day %s as %s", (told, saying) => expect(japanese.say("d", told)).toBe(saying));
  it.each([
    ["the United States", "米国"],
    ["Tokyo", "東京"],
    ["Hwasong-14 class, lofted to 2,802 km", "火星14級・高軌道（2,802km）"],
    ["J/FPS-5 Sado", "J/FPS-5 佐渡"],
    ["Northport", "Northport"],
    ["constructor", null],
    ["Flights are first seen by radars", null],
  ])("name %s as %s", (told, saying) => expect(japanese.say("name", told)).toBe(saying));
  it.each([
    ["Misawa Air Base, Aomori", "三沢基地（青森）"],
    ["Andersen Air Force Base, Guam", "アンダーセン空軍基地（グアム）"],
    ["Ishigaki port, Okinawa", "石垣港（沖縄）"],
    ["Kuba, Senkaku Islands", "久場島（尖閣諸島）"],
    ["Fishing boat from 180°", "漁船（180°から）"],
    ["Fishing boat from 180°: noticed 79 km off, most by Patrol ships off the Senkakus", "漁船（180°から）：沖合79kmで気付かれる（主に尖閣諸島沖の巡視船）"],
    ["Fishing boat from 5°: noticed 7 km off, most by Boats of somebody", "漁船（5°から）：沖合7kmで気付かれる（主にBoats of somebody）"],
    ["Trawler from 0°: at the coast, rather unnoticed", "トロール船（0°から）：気付かれずに海岸に着く見込み"],
    ["WorldView-1 sees Yongbyon: 39° off nadir, resolution 0.75 m", "WorldView-1が寧辺を撮像：直下から39°、分解能0.75m"],
    ["AN/TPY-2 Kyogamisaki: held", "AN/TPY-2 経ヶ岬：追尾"],
    ["Impact as known before: 7 km", "以前に分かる落下点：7km"],
    ["10:30 WorldView-1", "10:30 WorldView-1"],
  ])("call on the globe %s %s", (told, saying) => expect(japanese.say("onGlobe", told)).toBe(saying));
  it("say which flight's impact a key is about, and the classes of a map", () => {
    expect(japanese.say("layer", "Where the impact is known to lie: Nodong, Sunchon airbase to Matsue")).toBe("落下点のある範囲：ノドン（順川飛行場→松江）");
    expect(japanese.say("drawn", "below 6")).toBe("6未満");
    expect(japanese.say("service", "AN/TPY-2 Kyogamisaki begins")).toBe("AN/TPY-2 経ヶ岬が運用開始");
  });
  it.each([
    ["Yes for Japan: its people are warned 4 s earlier, on top of about 4 to 46 min (most: Hwasong-15 class, lofted).", "日本の住民への警報は4秒早まる（以前は約4～46分、最長は火星15級・高軌道）。"],
    ["Sapporo is warned 4 s (0 s to 9 s) later, of about 4 to 46 min (most: Hwasong-15 class, lofted) before.", "札幌への警報は4秒（0秒～9秒）遅れる（以前は約4～46分、最長は火星15級・高軌道）。"],
  ])("name the class that has far the most time: %s", (told, saying) => {
    const [piece, ...others] = japanese.pieces(told);
    expect(others).toEqual([]);
    expect(piece!.text.replaceAll("\u2060", "")).toBe(saying);
  });
  it("say a verdict with everybody whom it names", () => {
    const told = "Yes for Japan: its people are warned 4 s earlier, on top of about 4 to 7 min. Against missiles that had not flown by 2015-01-01, Guam (Hagåtña) would gain 5 s; Anchorage 3 s. Nothing measurable changes for Los Angeles and 3 others.";
    const [piece, ...others] = japanese.pieces(told);
    expect(others).toEqual([]);
    expect(piece!.text.replaceAll("\u2060", "")).toBe(
      "日本の住民への警報は4秒早まる（以前は約4～7分）。2015年1月1日までに飛んだことのないミサイルに対しては、グアム（ハガニア）は5秒早まる、アンカレジは3秒。ロサンゼルス、ほか3か所では測れる差なし。",
    );
  });
});

describe("others that gain or lose", () => {
  it.each([
    ["Seattle gains too.", "シアトルでも早まる。"],
    ["Seattle and Honolulu lose too.", "シアトル、ホノルルでも遅れる。"],
    ["Against missiles that had not flown yet, Seattle would gain too.", "まだ飛んだことのないミサイルに対しては、シアトルでも早まる。"],
    ["Against missiles that had not flown yet, Guam (Hagåtña) would lose 5 s; Seattle and Honolulu would lose too.", "まだ飛んだことのないミサイルに対しては、グアム（ハガニア）は5秒遅れる、シアトル、ホノルルでも遅れる。"],
    ["3 others gain too.", "ほか3か所でも早まる。"],
  ])("%s", (told, saying) => {
    const [piece, ...others] = japanese.pieces(told);
    expect(others).toEqual([]);
    expect(piece!.text.replaceAll("\u2060", "")).toBe(saying);
  });
});

describe("a gain that moves against the warning", () => {
  it.each([
    ["The largest change is for Japan, against unflown missiles: gain 9 s more.", "最大の変化：日本（未飛行の型に対して）の増加分、9秒増。"],
    ["The largest change is for Japan, 25 km: known after about 1 min 10 s less.", "最大の変化：日本、25kmの判明まで、約1分10秒減。"],
    ["The largest change is for Japan: before, the worst class leaves 7 s less.", "最大の変化：日本の以前の最短の型の警報時間、7秒減。"],
    ["The largest change: distance 60 km more.", "最大の変化：距離、60km増。"],
    ["Guam (Hagåtña): the gain grows only because warning comes later, by 14 s with the posture of 2013-10-02, by 8 s with that of 2019-11-01.", "グアム（ハガニア）の増加分が増えるのは、警報が2013年10月2日の態勢で14秒、2019年11月1日の態勢で8秒遅くなるため。"],
    ["Seattle: the gain shrinks only because warning comes earlier, by 6 s with the posture of 2013-10-02, not at all with that of 2019-11-01.", "シアトルの増加分が減るのは、警報が2013年10月2日の態勢でだけ6秒早まるため。2019年11月1日の態勢では変わらない。"],
    ["Seattle: the gain grows only because warning comes later, by 7 s with the posture of 2013-10-02, hardly with that of 2019-11-01.", "シアトルの増加分が増えるのは、警報が2013年10月2日の態勢で7秒遅くなり、2019年11月1日の態勢ではほとんど変わらないため。"],
    ["So it is for Seattle and Honolulu.", "シアトル、ホノルルも同じ。"],
  ])("%s", (told, saying) => {
    const [piece, ...others] = japanese.pieces(told);
    expect(others).toEqual([]);
    expect(piece!.text.replaceAll("\u2060", "")).toBe(saying);
  });
});

describe("what is not measurable", () => {
  it.each([
    ["On average nothing measurable changes for Japan, but 21 of its 112 places gain, most Kumamoto (4 s).", "日本では平均して測れる差なし。ただし112か所のうち21か所で増加（最大は熊本の4秒）。"],
    ["No: on average nothing measurable changes for Japan, but 1 of its 112 places gains, most Kumamoto (4 s) and 2 lose, most Sasebo (about 10 s).", "日本では平均して測れる差なし。ただし112か所のうち1か所で増加（最大は熊本の4秒）、2か所で減少（最大は佐世保の約10秒）。"],
    ["On average nothing measurable changes for Japan, but 2 of its 112 places lose, most Kumamoto (4 s): 128 draws are too few to tell so small a difference.", "日本では平均して測れる差なし（これほど小さな差は試行128回では分からない）。ただし112か所のうち2か所で減少（最大は熊本の4秒）。"],
    ["The gain is not measurable for Japan, Seattle and Japan, against unflown missiles.", "増加分が測れないもの：日本、シアトル、日本（未飛行の型に対して）。"],
  ])("%s", (told, saying) => {
    const [piece, ...others] = japanese.pieces(told);
    expect(others).toEqual([]);
    expect(piece!.text.replaceAll("\u2060", "")).toBe(saying);
  });
});

describe("waters", () => {
  const korea = "Yellow Sea, west coast of the Republic of Korea";
  it.each([
    ["Nothing measurable changes.", "測れる差なし。"],
    [`Nothing measurable changes, nor at ${korea}.`, "測れる差なし（黄海（韓国の西岸）でも）。"],
    [`Now 20 more (10 to 30); nothing measurable changes at ${korea}.`, "現在は20件増（10～30）、黄海（韓国の西岸）では測れる差なし。"],
    [`Now 20 more (10 to 30); at ${korea}, 3 fewer (2 to 5).`, "現在は20件増（10～30）、黄海（韓国の西岸）では3件減（2～5）。"],
    ["This is from 30 sides, where 64 are usual.", "これは30方向からの計算（通常は64方向）。"],
  ])("%s", (told, saying) => {
    const [piece, ...others] = japanese.pieces(told);
    expect(others).toEqual([]);
    expect(piece!.text.replaceAll("\u2060", "")).toBe(saying);
  });
});

describe("who is rarely first", () => {
  it("is told to help nevertheless", () => {
    const told = "Why no more: most flights are first seen by what stood before (Japan’s own radars 50 % and satellites 45 %), only <1 % by the new radar AN/TPY-2 Kyogamisaki, which helps to know sooner where they come down.";
    const [piece, ...others] = japanese.pieces(told);
    expect(others).toEqual([]);
    expect(piece!.text.replaceAll("\u2060", "")).toContain("だけだが、落下先の特定を早める。");
  });
});

describe("whose shares are named", () => {
  it.each([
    ["Of the warning of Qatar, its own sensors bring 69 % and the United States 31 % (before: the United States 100 %).", "カタールへの警報のうち、自国のセンサーが69％、米国が31％を担う（以前は米国が100％）。"],
    ["Of the warning of Qatar, sensors of the United States bring 36 % (before: its own sensors 100 %).", "カタールへの警報のうち、米国が36％を担う（以前は自国のセンサーが100％）。"],
    ["No provision in force binds anybody to more than support.", "支援以上を義務づける有効な規定なし。"],
    ["No place is named, so that what holds in some places alone depends.", "場所の指定がないため、特定の場所だけの規定は未確定。"],
    ["When it is known to within 100 km, 90 % sure, another table tells.", "100km以内、90％の確かさでの判明の時間は別の表にある。"],
  ])("%s", (told, saying) => {
    const [piece, ...others] = japanese.pieces(told);
    expect(others).toEqual([]);
    expect(piece!.text.replaceAll("\u2060", "")).toBe(saying);
  });
  it("where nothing is first", () => {
    const told = "Most flights are first seen by what stood before (satellites 100 %), none by the new radar AN/FPS-132 Qatar, which helps to know sooner where they come down.";
    const [piece, ...others] = japanese.pieces(told);
    expect(others).toEqual([]);
    expect(piece!.text.replaceAll("\u2060", "")).toContain("は最初に捉えないが、落下先の特定を早める。");
  });
});

describe("statements that wait", () => {
  it.each([
    ["1 waits for other questions of a run (waters): “a radar”.", "1件はほかの問い（海域）の答え待ち：「レーダー」。"],
    ["7 wait for other questions of a run (warning, shares and site): “a radar”, “third” and 3 more.", "7件はほかの問い（警報、分担、監視地点）の答え待ち：「レーダー」、「3回目」、ほか3件。"],
  ])("%s", (told, saying) => {
    const [piece, ...others] = japanese.pieces(told);
    expect(others).toEqual([]);
    expect(piece!.text.replaceAll("\u2060", "")).toBe(saying);
  });
});

describe("assumptions that several things share", () => {
  it("say how many share them, and are listed", () => {
    const told = "Asked about, and moving its mean no more than chance does: Japan and United States: how sure a warning must be of the area; both AN/TPY-2: delay of sharing; 3 AN/TPY-2: bias, angle.";
    expect(japanese.pieces(told)).toEqual([
      { text: "よく問われるが平均への影響が偶然を超えない前提：日本・米国の警報に必要な地域の確かさ、AN/TPY-2 2基の共有の遅れ、AN/TPY-2 3基の角度の偏り。", known: true },
    ]);
  });
});
