import { describe, expect, it } from "vitest";
import { cellParts, clock, dayInWords, headParts, numberIn, saidIn, saidInWords, stepOf, verdictParts, withUnit } from "./format";

describe("numbers", () => {
  it("are told with commas, a true minus and their unit", () => {
    expect(withUnit(2000, "km")).toBe("2,000 km");
    expect(withUnit(-2.5, "deg")).toBe("−2.5°");
    expect(withUnit(0.01, "m^2")).toBe("0.01 m²");
    expect(withUnit(0.7, "")).toBe("0.7");
    expect(withUnit(null, "km")).toBe("–");
    expect(withUnit(1e-6, "")).toBe("1e−6");
    expect([-2.5e-7, 1e-6].map((value) => numberIn(withUnit(value, "")))).toEqual([-2.5e-7, 1e-6]);
  });

  it("are read as they are told", () => {
    expect(numberIn("2,000 km", "km")).toBe(2000);
    expect(numberIn("−2.5°", "deg")).toBe(-2.5);
    expect(["1,234,567.5", ".5", "5.", "1e3", "1e+03", "+7", "007"].map((text) => numberIn(text))).toEqual([1234567.5, 0.5, 5, 1000, 1000, 7, 7]);
  });

  it("are none where they could be another", () => {
    const none = ["soon", "1,5", "1,5 km", "12,34", "1.000,5", "1.5.2", "", "km", "-", "e3", "1e999", "2 km to 3 km", "Infinity", "0x10"];
    expect(none.map((text) => numberIn(text, "km"))).toEqual(none.map(() => null));
    expect(numberIn("900000 m", "km")).toBeNull();
  });

  it("are in the unit in which they were set, whatever the control's", () => {
    expect([saidIn("900 km", "km"), saidIn("0.5", ""), saidIn("3 deg", "deg"), saidIn("12 N/km", "N/km")]).toEqual([900, 0.5, 3, 12]);
    expect([saidIn("900000 m", "km"), saidIn("900", "km"), saidIn("20 dB", ""), saidIn("null", "")]).toEqual([null, null, null, null]);
    expect([saidInWords("900000 m", "km"), saidInWords("900000 km", "km")]).toEqual(["900000 m", "900,000 km"]);
  });

  it("have a slider with round steps, about 200 places", () => {
    expect(stepOf(0, 4500)).toBe(50);
    expect(stepOf(0, 1)).toBe(0.005);
    expect(stepOf(-90, 90)).toBe(1);
    expect(stepOf(3, 3)).toBe(1);
  });
});

describe("words of answers", () => {
  it("part cells and heads", () => {
    expect(cellParts("+4 s (0 s to +13 s)")).toEqual(["+4 s", "0 s to +13 s"]);
    expect(cellParts("4:19")).toEqual(["4:19", ""]);
    expect(headParts("known after [min:s]")).toEqual(["known after", "min:s"]);
  });

  it("part a verdict without losing a letter", () => {
    const verdict = "Yes for Japan: 7.5 s earlier. Guam gains 7 s; nothing elsewhere.";
    expect(verdictParts(verdict)).toEqual(["Yes for Japan: 7.5 s earlier.", " Guam gains 7 s; nothing elsewhere."]);
    expect(verdictParts("No.")).toEqual(["No.", ""]);
  });
});

describe("times", () => {
  it("are minutes and seconds, hours where there are some", () => {
    expect([clock(222.4), clock(-5), clock(3725), clock(-0.2)]).toEqual(["3:42", "−0:05", "1:02:05", "0:00"]);
  });

  it("are days in the reader's language", () => {
    expect(dayInWords("2013-10-03", "en")).toBe("3 October 2013");
    expect(dayInWords("2013-10-03", "ja")).toBe("2013年10月3日");
    expect(dayInWords("never", "en")).toBe("never");
  });
});
