// Numbers as people type and paste them, as openssi/collect/workbook_numbers.py reads them.

const GROUPS = /^\d{1,3}([., ])\d{3}(?:\1\d{3})*$|^\d{1,2}(?:,\d{2})+,\d{3}$/;

const trimmed = (digits) => digits.replace(/^0+(?=\d)/, "");
const ungrouped = (text) => (GROUPS.test(text) ? trimmed(text.replace(/[.,]/g, "")) : "");

/**
 * Return the number of a text as `{value}` in digits with a point, `{grouped, fraction, mark}` where it can be two and
 * no decimal mark is given (`1,234`), null where it is none.
 */
export function readNumber(text, decimal = "") {
  const plain = text.replace(/[\u00a0\u202f\u2009\u2007\t'’\u066c]/g, " ").replace(/[\u00ad\u061c\u200e\u200f]/g, "")
    .replace(/[−–]/g, "-").replace("\u066b", ".").trim().replace(/ +/g, " ");
  const [, sign, body] = /^([-+]?) ?(.*)$/.exec(plain);
  const found = readPositive(body);
  if (!found) return null;
  const signed = (digits) => (sign === "-" && /[1-9]/.test(digits) ? `-${digits}` : digits);
  const { value, grouped, fraction, mark } = found;
  if (value) return { value: signed(value) };
  if (decimal) return { value: signed(mark === decimal ? fraction : grouped) };
  return { grouped: signed(grouped), fraction: signed(fraction), mark };
}

function readPositive(text) {
  const isSpaced = text.includes(" ");
  if (isSpaced && !/^\d{1,3}(?: \d{3})+(?=$|[.,])/.test(text)) return null;
  const body = text.replaceAll(" ", "");
  if (!/^[\d.,]*\d[\d.,]*$/.test(body)) return null;
  const marks = body.replace(/\d/g, "");
  if (!marks) return { value: trimmed(body) };
  const last = marks.at(-1);
  const [whole, fraction] = body.split(last);
  if (marks.length === 1) {
    const value = `${trimmed(whole || "0")}.${fraction || "0"}`;
    const isInDoubt = !isSpaced && fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
    return isInDoubt ? { grouped: whole + fraction, fraction: value, mark: last } : { value };
  }
  if (isSpaced) return null;
  // Of two kinds of marks the last is decimal; one kind, several times, parts thousands.
  const isDecimal = marks.indexOf(last) === marks.length - 1;
  const digits = ungrouped(isDecimal ? whole : body);
  if (!digits || (isDecimal && !fraction)) return null;
  return { value: isDecimal ? `${digits}.${fraction}` : digits };
}

/** Return a number as a text that nobody reads in two ways: three decimals get a fourth. */
export function written(value, decimal) {
  const [whole, fraction = ""] = value.split(".");
  return fraction ? `${whole}${decimal}${fraction.padEnd(fraction.length === 3 ? 4 : 0, "0")}` : whole;
}

/** Return a number with thousands, as the form shows it. */
export function shown(value, decimal, group) {
  const [whole, fraction] = value.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, group), fraction].filter(Boolean).join(decimal).replace("-", "−");
}
