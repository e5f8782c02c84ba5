// The forms that a Latvian word may have, so that `tiltu` finds `tilts`, and `ceļi` finds `ceļš`.
// There is no dictionary. A word is taken for every declension and conjugation that its ending allows, and put into all
// forms of each; what comes out and is no word stands in no text, so it finds nothing.

const split = (text) => text.split(" ");
const after = (stem, endings) => endings.map((ending) => stem + ending);

// Nouns of the first declension, and adjectives of both genders, indefinite and definite.
const COMMON = split("s š a am u ā i iem us os as ai ām ās ais ajam ajā ie ajiem ajos o ajai ajām ajās");
const SECOND = split("is im i ī");
const SECOND_SOFT = split("a i u iem us os");
const THIRD = split("us um u ū i iem os");
const FOURTH = split("a as ai u ā ām ās");
const FIFTH = split("e es ei i ē ēm ēs");
const SIXTH = split("s u ij i ī is īm īs");
const PARTICIPLE = ["t", ...after("t", COMMON)];
const ACTION = [...after("šan", FOURTH), "šanos"];
const present = (passive) => [...split("u i a ot"), ...after("oš", COMMON), ...after(passive, COMMON)];
// After a vowel: `strādā-t`, `finansē-t`, `dzīvo-t`; of `siltinā-t` and `attīstī-t` also what follows `siltin-`, `attīst-`.
const VERB = ["", ...split("šu s sim siet ties jam jat jām jāt jas jās jis jusi juši"), ...after("j", present("am"))];
const SHORTENED = [...split("ām āt ās"), ...present("ām")];
// After a consonant: `saņem-t`, `veik-t`, `snieg-t`; of the last two also what follows `veic-`, `sniedz-`.
const FIRM_VERB = ["", ...split("usi uši")];
const CHANGED = ["", ...split("a u am ām ot is")];

// The few nouns of the third declension; all others in -us are plurals of the first.
const IS_THIRD = /^(tirg|al|led|med|klep|(ap|starp)?vid)$/;
// Stems that keep their consonant: `aste`, `astu`; `viesis`, `viesa`.
const IS_FIRM = /(st|^vies|^tēt)$/;
const SOFT = { d: "ž", t: "š", s: "š", z: "ž", c: "č", l: "ļ", n: "ņ", b: "bj", p: "pj", m: "mj", v: "vj" };
const HARD = { ž: "dz", š: "ts", č: "c", ļ: "l", ņ: "n" };
const HARD_FOLDED = { z: "dz", s: "ts" };
const LONG = /[āēīoū]$/;
const VOWEL = /[aiou]$|[^i]e$/;

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "");

// `brāl` → `brāļ`, `krāsn` → `krāšņ`
const soften = (stem) =>
  IS_FIRM.test(stem)
    ? stem
    : stem.replace(/[szln](?=[ln]$)/, (letter) => SOFT[letter]).replace(/[dtszclnbpmv]$/, (letter) => SOFT[letter]);

// What a stem may have been before it was softened.
const harden = (stem, read) => {
  const last = stem.slice(-1);
  const head = stem.slice(0, -1);
  const found = [stem, head];
  for (const letter of (HARD[last] ?? "") + (read === fold ? HARD_FOLDED[last] ?? "" : "")) {
    found.push(head + letter);
    for (const other of HARD[head.slice(-1)] ?? "") found.push(head.slice(0, -1) + other + letter);
  }
  return found.filter((one) => read(soften(one)) === stem);
};

// All forms of a word in lower case, itself among them; without diacritics if the word was typed without them.
export const forms = (word, isFolded = false) => {
  const found = new Set([word]);
  const read = isFolded ? fold : (text) => text;
  const long = isFolded ? VOWEL : LONG;
  const add = (stem, endings) => endings.forEach((ending) => found.add(stem + read(ending)));
  const addSoft = (stem, endings) => add(read(soften(stem)), endings);
  // What stands before each of the endings that the word has; a stem has at least `least` letters, a vowel among them.
  const stems = (endings, least = 2) =>
    [...new Set(endings.map(read))]
      .filter((ending) => word.endsWith(ending))
      .map((ending) => word.slice(0, word.length - ending.length))
      .filter((stem) => stem.length >= least && /[aeiou]/.test(fold(stem)));
  const soft = (endings) => stems(endings).flatMap((stem) => harden(stem, read));

  const second = (stem) => {
    add(stem, SECOND);
    if (/[ns]$/.test(stem)) add(stem, ["s"]); // `akmens`, `mēness`
    addSoft(stem, SECOND_SOFT);
  };
  const fifth = (stem) => {
    add(stem, FIFTH);
    if (/[tdsz]$/.test(stem)) add(stem, ["u"]); // `pasu`, `mutu`
    addSoft(stem, ["u"]);
  };
  const sixth = (stem) => {
    add(stem, SIXTH);
    addSoft(stem, ["u"]);
  };
  const verb = (stem) => {
    add(stem, [...PARTICIPLE, ...ACTION]);
    if (long.test(stem)) {
      add(stem, VERB);
      if (/(in[āa]|[īi])$/.test(stem)) add(stem.slice(0, -1), SHORTENED);
    } else {
      add(stem, FIRM_VERB);
      if (/[kg]$/.test(stem)) add(stem.replace(/k$/, "c").replace(/g$/, "dz"), CHANGED);
    }
  };

  const third = stems(THIRD).filter((stem) => IS_THIRD.test(stem));
  third.forEach((stem) => add(stem, THIRD));
  if (third.length && word.endsWith("us")) return found;

  stems(COMMON).forEach((stem) => add(stem, COMMON));
  [...stems(SECOND), ...stems(["s"], 3).filter((stem) => /[ns]$/.test(stem)), ...soft(SECOND_SOFT)].forEach(second);
  [...stems(FIFTH), ...stems(["u"]).filter((stem) => /[tdsz]$/.test(stem)), ...soft(["u"])].forEach(fifth);
  [...stems(SIXTH), ...soft(["u"])].forEach(sixth);

  stems([...PARTICIPLE, ...ACTION], 3).filter((stem) => long.test(stem) || /[kgpbmlrnsz]$/.test(stem)).forEach(verb);
  stems(VERB, 4).filter((stem) => long.test(stem)).forEach(verb);
  stems(["u", "a", "ot", "ām"], 4).filter((stem) => stem.endsWith("in")).forEach((stem) => verb(stem + read("ā")));
  stems(["usi", "uši"], 3).filter((stem) => !long.test(stem)).forEach(verb);
  stems(CHANGED, 3)
    .filter((stem) => /(c|dz)$/.test(stem))
    .forEach((stem) => verb(stem.replace(/c$/, "k").replace(/dz$/, "g")));
  return found;
};
