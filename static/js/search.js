// The search page. pagefind looks words up; which forms of them, and how results are shown, is decided here.
(() => {
  const page = document.getElementById("search");
  if (!page) return;
  const AT_ONCE = 10;
  const EXCERPT = 30;
  const BEFORE = 8;
  const PATIENCE = 500;
  const MOST_WORDS = 20;
  const told = page.dataset;
  const root = new URL(told.root, location.href);
  const language = document.documentElement.lang;
  const form = page.querySelector("form");
  const input = form.elements.q;
  const selects = [...form.querySelectorAll("select")];
  const status = page.querySelector("[role=status]");
  const section = page.querySelector("section");
  const list = section.querySelector("ol");
  const more = section.querySelector("button");
  const blank = section.querySelector("template").content.firstElementChild;
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  const title = document.title;
  let started;
  let turn = 0;
  let queue = Promise.resolve();
  // What the last search looked for: words without diacritics, and beginnings of words.
  let seen;
  let found = [];
  let shown = 0;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "");
  const clean = (text) => text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}_]/gu, "");

  // pagefind, the forms of words where the language has endings of its own, and the pages under each value of a facet.
  const start = async () => {
    const load = (address) => import(new URL(address, location.href).href);
    const [pagefind, endings, facets] = await Promise.all([
      load(`${told.index}pagefind.js`),
      told.endings ? load(told.endings) : {},
      fetch(`${told.index}facets.${language}.json`).then((answer) => answer.json()),
    ]);
    await pagefind.options({ noWorker: true });
    await pagefind.init();
    await pagefind.search("");
    return { pagefind, forms: endings.forms, under: (name, value) => facets[name]?.[value] ?? [] };
  };

  // The pages that have one of these words, each with how well it fits; a page that has more of them fits better.
  // Quotation marks ask for the very word, without them pagefind knows the weight of titles and rare words.
  const lookUp = async (engine, pages, words) => {
    const there = new Set();
    await Promise.all(
      [...words].map(async (word) => {
        const { results } = await engine.pagefind.search(`"${word}"`);
        if (!results.length) return;
        there.add(word);
        const ranked = new Map((await engine.pagefind.search(word)).results.map((result) => [result.id, result]));
        seen.words.add(fold(word));
        for (const { id, data, words: places } of results) {
          const hit = pages.get(id) ?? { id, data, score: 0, places: new Set() };
          hit.score += ranked.get(id)?.score || 1;
          if (!engine.forms) (ranked.get(id)?.words ?? places).forEach((place) => hit.places.add(place));
          pages.set(id, hit);
        }
      }),
    );
    return there;
  };

  // A word as it is typed is found with whatever diacritics, its other forms with those that belong to them: `mātes` is
  // not meant for `matu`. What was typed without any may be meant with them, `celi` for `ceļi`, unless it stands on the
  // site both as it is and in another form, as `suns` and `suņi` do; so may a word that is found in no form.
  const findWord = async (engine, word) => {
    const pages = new Map();
    const plain = fold(word);
    if (engine.forms) {
      await engine.pagefind.options({ exactDiacritics: true });
      const there = await lookUp(engine, pages, engine.forms(word));
      await engine.pagefind.options({ exactDiacritics: false });
      const isMeant = word === plain ? there.has(word) && there.size > 1 : there.size;
      if (!isMeant) await lookUp(engine, pages, engine.forms(plain, true));
    }
    await lookUp(engine, pages, [plain]);
    return pages.size ? pages : findBeginning(engine, plain);
  };

  // Words that begin like this. pagefind falls back on shorter words, so the first page must really have one.
  const findBeginning = async (engine, plain) => {
    const { results } = plain.length > 2 ? await engine.pagefind.search(plain) : { results: [] };
    const first = await results[0]?.data();
    const words = first ? `${first.meta.title} ${first.content}`.split(/[^\p{L}\p{M}\p{N}]+/u) : [];
    if (!words.some((word) => fold(clean(word)).startsWith(plain))) return new Map();
    seen.beginnings.push(plain);
    return new Map(results.map(({ id, data, score }) => [id, { id, data, score, places: new Set() }]));
  };

  const findPhrase = async (engine, phrase) => {
    const { results } = await engine.pagefind.search(`"${phrase}"`);
    return [new Map(results.map(({ id, data, score, words }) => [id, { id, data, score, places: new Set(words) }]))];
  };

  // One map of pages for each word of the query; `9.2.2.1/15` and `Rīga-Tukums` are one word where a page has it so.
  const findAll = async (engine, query) => {
    const phrase = /^["“”„«](.+)["“”»]$/.exec(query);
    if (phrase) return findPhrase(engine, phrase[1]);
    const all = [];
    for (const typed of query.split(/\s+/).slice(0, MOST_WORDS)) {
      const parts = typed.split(/[^\p{L}\p{M}\p{N}_]+/u).filter(Boolean);
      const pages = parts.length ? await findWord(engine, clean(typed)) : null;
      if (pages?.size || parts.length === 1) all.push(pages);
      else for (const part of parts) all.push(await findWord(engine, clean(part)));
    }
    return all;
  };

  // The pages that have all of the words, or else most of them; the best first.
  const joined = (maps) => {
    const pages = new Map();
    for (const one of maps.flatMap((map) => [...map.values()])) {
      const hit = pages.get(one.id) ?? { ...one, score: 0, count: 0, places: new Set() };
      hit.count += 1;
      hit.score += one.score;
      one.places.forEach((place) => hit.places.add(place));
      pages.set(one.id, hit);
    }
    const most = Math.max(0, ...[...pages.values()].map((hit) => hit.count));
    return [...pages.values()].filter((hit) => hit.count === most).sort((one, other) => other.score - one.score);
  };

  const fits = (engine, hit, fields) =>
    fields.every(({ name, value }) => !value || engine.under(name, value).includes(hit.id));

  // How many results each value would leave, the other fields being as they are.
  const countValues = (engine, pages) => {
    for (const field of selects) {
      const rest = pages.filter((hit) => fits(engine, hit, selects.filter((other) => other !== field)));
      for (const option of [...field.options].filter((one) => one.value)) {
        const ids = new Set(engine.under(field.name, option.value));
        const count = rest.filter((hit) => ids.has(hit.id)).length;
        option.textContent = pages.length ? `${option.value} (${number.format(count)})` : option.value;
      }
    }
  };

  // The words around most of what was found, with it marked; nothing of a page is ever read as HTML.
  const fillExcerpt = (place, content, heading, isFound) => {
    const words = content.split(/\s+/);
    const skipped = content.startsWith(heading) ? heading.split(/\s+/).length : 0;
    const at = words.map((word, index) => (isFound(word, index) ? index : -1)).filter((index) => index >= 0);
    const within = (from) => at.filter((index) => index >= from && index < from + EXCERPT).length;
    const starts = at.filter((index) => index >= skipped).map((index) => Math.max(skipped, index - BEFORE));
    const from = starts.reduce((best, one) => (within(one) > within(best) ? one : best), starts[0] ?? skipped);
    const to = Math.min(words.length, from + EXCERPT);
    place.append(from > skipped ? "… " : "");
    for (let index = from; index < to; index += 1) {
      const [, before, word, behind] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u.exec(words[index]);
      const mark = document.createElement("mark");
      mark.textContent = word;
      place.append(...(at.includes(index) ? [before, mark, behind] : [words[index]]), " ");
    }
    place.append(to < words.length ? "…" : "");
  };

  const shownAs = async (hit) => {
    const { raw_url: address, content, meta } = await hit.data();
    const item = blank.cloneNode(true);
    const link = item.querySelector("a");
    const [facts, excerpt] = item.querySelectorAll("p");
    link.href = new URL(`.${address}`, root).href;
    link.textContent = meta.title;
    if (meta.language) link.lang = meta.language;
    facts.textContent = meta.facts ?? "";
    const isFound = (word, index) =>
      hit.places.has(index) ||
      [word, ...word.split(/[^\p{L}\p{M}\p{N}]+/u)].some((part) => {
        const plain = fold(clean(part));
        return seen.words.has(plain) || seen.beginnings.some((beginning) => plain.startsWith(beginning));
      });
    fillExcerpt(excerpt, content, meta.title, isFound);
    return item;
  };

  const itemsOf = (pages) => Promise.all(pages.map(shownAs));

  const add = (items) => {
    list.append(...items);
    shown += items.length;
    more.parentElement.hidden = shown >= found.length;
  };

  const asked = () => {
    const query = new URLSearchParams();
    for (const { name, value } of [input, ...selects]) if (value.trim()) query.set(name, value.trim());
    return String(query);
  };

  const sentence = (pages, words) => {
    if (!words) return "";
    if (!pages.length) return told.none;
    const count = told[plural.select(pages.length)].replace("{count}", number.format(pages.length));
    return pages[0].count < words ? `${count} · ${told.partial}` : count;
  };

  const search = async (mine, count) => {
    const query = input.value.trim();
    const waiting = setTimeout(() => (status.textContent = told.busy), PATIENCE);
    started = started || start();
    const engine = await started;
    seen = { words: new Set(), beginnings: [] };
    const maps = query ? await findAll(engine, query) : [];
    const pages = joined(maps);
    const fitting = pages.filter((hit) => fits(engine, hit, selects));
    const items = await itemsOf(fitting.slice(0, count));
    clearTimeout(waiting);
    if (mine !== turn) return;
    countValues(engine, pages);
    found = fitting;
    shown = 0;
    list.replaceChildren();
    add(items);
    section.hidden = !found.length;
    status.textContent = sentence(found, maps.length);
  };

  const fail = () => {
    const lists = document.querySelector(".no-search");
    page.hidden = true;
    lists.className = "narrow";
    lists.querySelector("p").textContent = told.fault;
  };

  // One search after the other: each sets pagefind to heed diacritics or not.
  const run = (count = AT_ONCE) => {
    turn += 1;
    const mine = turn;
    const query = asked();
    status.textContent = ""; // or else the same number would not be told again
    document.title = input.value.trim() ? `${input.value.trim()} – ${title}` : title;
    history.replaceState({ shown: count }, "", query ? `?${query}` : location.pathname);
    queue = queue.then(() => (mine === turn ? search(mine, count) : null)).catch(fail);
  };

  const given = new URLSearchParams(location.search);
  for (const field of [input, ...selects]) {
    field.value = given.get(field.name) ?? "";
    if (field.selectedIndex < 0) field.value = "";
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  selects.forEach((field) => field.addEventListener("change", () => run()));
  input.addEventListener("input", () => input.value || run());
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    input.value = "";
    run();
  });
  const showMore = async () => {
    const items = await itemsOf(found.slice(shown, shown + AT_ONCE));
    if (!items.length) return;
    add(items);
    history.replaceState({ shown }, "");
    items[0].querySelector("a").focus();
  };
  more.addEventListener("click", () => {
    queue = queue.then(showMore).catch(fail);
  });
  run(history.state?.shown || AT_ONCE);
})();
