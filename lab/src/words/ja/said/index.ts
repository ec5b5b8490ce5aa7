/** 答えの文のすべて：質問ごとのファイルを種類ごとに並べたもの。 */
import type { Grammar, Pattern } from "../../said";
import { assumptions } from "./assumptions";
import { axes } from "./axes";
import { basing } from "./basing";
import { cells } from "./cells";
import { changes } from "./changes";
import { common } from "./common";
import { controls } from "./controls";
import { heads } from "./heads";
import { layers } from "./layers";
import { listen } from "./listen";
import { localisation } from "./localisation";
import { marks } from "./marks";
import { named } from "./named";
import { options } from "./options";
import { partners } from "./partners";
import { records } from "./records";
import { shares } from "./shares";
import { site } from "./site";
import { things } from "./things";
import { timeline } from "./timeline";
import { warning } from "./warning";
import { waters } from "./waters";

const EACH: Grammar[] = [named, common, cells, controls, changes, heads, axes, marks, things, options, assumptions, warning, localisation, timeline, shares, partners, basing, site, waters, listen, layers, records];

export const said: Grammar = EACH.reduce<Record<string, Pattern[]>>((all, each) => {
  for (const [kind, patterns] of Object.entries(each)) all[kind] = [...(all[kind] ?? []), ...patterns];
  return all;
}, {});
