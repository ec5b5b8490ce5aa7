import { translator } from "../said";
import { chosen, field } from "./fields";
import { said } from "./said";
import { amount, author, country, date, identifier, name, own } from "./values";

export { ja } from "./words";
export const japanese = translator(said, { v: amount, d: date, n: amount, name, id: identifier, country, author, fieldName: (text) => field(text), chosen: (text) => chosen(text), own });
