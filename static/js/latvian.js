// The forms that a Latvian word may have, so that `tiltu` finds `tilts` and `ceļi` finds `ceļš`.
// There is no dictionary: a word is read in every declension and conjugation that its ending allows, and put into all
// forms of each. What is no word of Latvian is in no text either, so it finds nothing.

const split = text => text.split(" ");
const NOUN_4 = split("a as ai u ā ām ās");
// First declension and adjectives of both genders, indefinite and definite.
const COMMON = split("s š a am u ā i iem us os as ai ām ās ais ajam ajā ie ajiem ajos o ajai ajām ajās");
const NOUN_2 = split("is im i ī"), NOUN_2_SOFT = split("a i u iem us os");
const NOUN_3 = split("us um u ū i iem os");
const NOUN_5 = split("e es ei i ē ēm ēs");
const NOUN_6 = split("s u ij i ī is īm īs");
const after = (stem, endings) => endings.map(ending => stem + ending);
const PARTICIPLE = ["t", ...after("t", COMMON)], ACTION = [...after("šan", NOUN_4), "šanos"];
const PRESENT = stem => [...split("u i a ot"), ...after("oš", COMMON), ...after(stem, COMMON)];
// `strādā-t`, `finansē-t`, `dzīvo-t`, `medī-t`; and, of `siltinā-t` and `attīstī-t`, what follows `siltin-`, `attīst-`.
const VERB = ["", ...split("šu s sim siet ties jam jat jām jāt jas jās jis jusi juši"), ...after("j", PRESENT("am"))];
const SHORT = [...split("ām āt"), ...PRESENT("ām")];
// `veik-t`: `veic`, `sniedz`.
const CHANGED = split(" a u am ām ot is");
// The few words of the third declension; others in -us are plurals of the first.
const THIRD = /^(tirg|al|led|med|klep|(ap|starp)?vid)$/;
// Nouns whose consonant stays as it is: `aste`, `astu`; `viesis`, `viesa`.
const FIRM = /(st|^vies|^tēt)$/;
const SOFT = { d: "ž", t: "š", s: "š", z: "ž", c: "č", l: "ļ", n: "ņ", b: "bj", p: "pj", m: "mj", v: "vj" };
const HARD = { ž: "dz", š: "ts", č: "c", ļ: "l", ņ: "n" };

export const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "");

// `brāl` → `brāļ`, `krāsn` → `krāšņ`.
const soften = stem => FIRM.test(stem) ? stem
  : stem.replace(/[szln](?=[ln]$)/, letter => SOFT[letter]).replace(/[dtszclnbpmv]$/, letter => SOFT[letter]);

// What `stem` may have been before it was softened.
const harden = (stem, read) => {
  const last = stem.at(-1), head = stem.slice(0, -1), before = HARD[head.at(-1)];
  const found = [stem, head];
  for (const letter of (HARD[last] || "") + (read === fold ? { z: "dz", s: "ts" }[last] || "" : "")) {
    found.push(head + letter);
    for (const other of before || "") found.push(head.slice(0, -1) + other + letter);
  }
  return found.filter(one => read(soften(one)) === stem);
};

const VOWEL = /[āēīoū]$/, PLAIN_VOWEL = /[aeiou]$/;

// All forms of `word`, itself among them. `read` is `fold` for a word that was typed without diacritics.
export const forms = (word, read = same => same) => {
  const found = new Set([word]);
  const add = (stem, endings) => endings.forEach(ending => found.add(stem + read(ending)));
  // Calls `take` with what stands before each of the endings that the word has.
  const each = (endings, least, take) => new Set(endings.map(read)).forEach(ending => {
    const stem = word.slice(0, word.length - ending.length);
    if (word.endsWith(ending) && stem.length >= least && PLAIN_VOWEL.test(fold(stem).replace(/[^aeiou]+$/, ""))) take(stem, ending);
  });
  const second = stem => {
    add(stem, NOUN_2);
    if (/[ns]$/.test(stem)) add(stem, ["s"]); // akmens, mēness
    add(read(soften(stem)), NOUN_2_SOFT);
  };
  const fifth = stem => {
    add(stem, NOUN_5);
    if (/[tdsz]$/.test(stem)) add(stem, ["u"]); // pasu, mutu
    add(read(soften(stem)), ["u"]);
  };
  const sixth = stem => (add(stem, NOUN_6), add(read(soften(stem)), ["u"]));

  let third = "";
  each(NOUN_3, 2, stem => { if (THIRD.test(stem)) third = stem; });
  if (third) add(third, NOUN_3);
  if (third && word.endsWith("us")) return found;

  each(COMMON, 2, stem => add(stem, COMMON));
  each(NOUN_2, 2, second);
  each(["s"], 3, stem => { if (/[ns]$/.test(stem)) second(stem); });
  each(NOUN_2_SOFT, 2, stem => harden(stem, read).forEach(second));
  each(NOUN_5, 2, fifth);
  each(NOUN_6, 2, sixth);
  each(["u"], 2, stem => harden(stem, read).forEach(hard => (fifth(hard), sixth(hard))));

  const verb = (stem, ending) => {
    if ((read === fold ? PLAIN_VOWEL : VOWEL).test(stem)) {
      add(stem, [...PARTICIPLE, ...ACTION, ...VERB]);
      if (/(in[āa]|[īi])$/.test(stem)) add(stem.slice(0, -1), SHORT);
    } else if (/[kgpbmlrnsz]$/.test(stem)) {
      add(stem, [...PARTICIPLE, ...ACTION]);
      if (!PARTICIPLE.slice(1).map(read).includes(ending)) add(stem.replace(/k$/, "c").replace(/g$/, "dz"), CHANGED);
    }
  };
  each([...PARTICIPLE, ...ACTION], 3, verb);
  each(VERB.filter(ending => ending[0] === "j" || ending.length > 2), 4, (stem, ending) => VOWEL.test(stem) && verb(stem, ending));
  return found;
};
