// The search page. pagefind looks words up; which forms of them, and how results are shown, is decided here.
(() => {
  const page = document.getElementById("search");
  if (!page) return;
  const AT_ONCE = 10;
  const EXCERPT = 30;
  const BEFORE = 8;
  const PATIENCE = 500;
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
  let found = [];
  let shown = 0;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "");
  const clean = (text) => text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}_]/gu, "");

  // pagefind, the forms of words where the language has endings of its own, and the pages under each value of a facet.
  const start = async () => {
    const load = (address) => import(new URL(address, location.href).href);
    const [pagefind, endings] = await Promise.all([load(`${told.index}pagefind.js`), told.endings ? load(told.endings) : {}]);
    await pagefind.options({ noWorker: true });
    await pagefind.init();
    const under = new Map();
    for (const { name, options } of selects) {
      for (const { value } of [...options].filter((option) => option.value)) {
        const { results } = await pagefind.search(null, { filters: { [name]: value } });
        under.set(`${name} ${value}`, new Set(results.map((result) => result.id)));
      }
    }
    return { pagefind, under, forms: endings.forms };
  };

  // The pages that have one of these words, each with how well it fits; a page that has more of them fits better.
  // Quotation marks ask for the very word, without them pagefind knows the weight of titles and rare words.
  const lookUp = async (engine, pages, words, seen) => {
    await Promise.all(
      [...words].map(async (word) => {
        const { results } = await engine.pagefind.search(`"${word}"`);
        if (!results.length) return;
        const ranked = new Map((await engine.pagefind.search(word)).results.map((result) => [result.id, result]));
        seen.words.add(fold(word));
        for (const { id, data, words: places } of results) {
          const page = pages.get(id) ?? { id, data, score: 0, places: new Set() };
          page.score += ranked.get(id)?.score || 1;
          if (!engine.forms) (ranked.get(id)?.words ?? places).forEach((place) => page.places.add(place));
          pages.set(id, page);
        }
      }),
    );
  };

  // A word as it is typed is found with whatever diacritics; its other forms with those that belong to them, or, when
  // the word is nowhere as it is written, without: `celi` is meant for `ceļi`, but `māte` is not for `mati`.
  const findWord = async (engine, word, seen) => {
    const pages = new Map();
    const plain = fold(word);
    if (engine.forms) {
      await engine.pagefind.options({ exactDiacritics: true });
      await lookUp(engine, pages, engine.forms(word), seen);
      await engine.pagefind.options({ exactDiacritics: false });
      if (!pages.size) await lookUp(engine, pages, engine.forms(plain, fold), seen);
    }
    await lookUp(engine, pages, [plain], seen);
    return pages.size ? pages : findBeginning(engine, plain, seen);
  };

  // Words that begin like this. pagefind falls back on shorter words, so the first page must really have one.
  const findBeginning = async (engine, plain, seen) => {
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
  const findAll = async (engine, query, seen) => {
    const phrase = /^["“”„«](.+)["“”»]$/.exec(query);
    if (phrase) return findPhrase(engine, phrase[1]);
    const all = [];
    for (const typed of query.split(/\s+/)) {
      const parts = typed.split(/[^\p{L}\p{M}\p{N}_]+/u).filter(Boolean);
      const pages = parts.length ? await findWord(engine, clean(typed), seen) : null;
      if (pages?.size || parts.length === 1) all.push(pages);
      else for (const part of parts) all.push(await findWord(engine, clean(part), seen));
    }
    return all;
  };

  // The pages that have all of the words, or else most of them; the best first.
  const joined = (maps) => {
    const pages = new Map();
    for (const one of maps.flatMap((map) => [...map.values()])) {
      const page = pages.get(one.id) ?? { ...one, score: 0, count: 0, places: new Set() };
      page.count += 1;
      page.score += one.score;
      one.places.forEach((place) => page.places.add(place));
      pages.set(one.id, page);
    }
    const most = Math.max(0, ...[...pages.values()].map((page) => page.count));
    return [...pages.values()].filter((page) => page.count === most).sort((one, other) => other.score - one.score);
  };

  const fits = (engine, page, fields) =>
    fields.every(({ name, value }) => !value || engine.under.get(`${name} ${value}`)?.has(page.id));

  // How many results each value would leave, the other fields being as they are.
  const countValues = (engine, pages) => {
    for (const field of selects) {
      const rest = pages.filter((page) => fits(engine, page, selects.filter((other) => other !== field)));
      for (const option of [...field.options].filter((one) => one.value)) {
        const ids = engine.under.get(`${field.name} ${option.value}`);
        const count = rest.filter((page) => ids.has(page.id)).length;
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
      const mark = document.createElement(at.includes(index) ? "mark" : "span");
      mark.textContent = words[index];
      place.append(...(mark.localName === "mark" ? [mark] : [words[index]]), " ");
    }
    place.append(to < words.length ? "…" : "");
  };

  const shownAs = async (page, seen) => {
    const { raw_url: address, content, meta } = await page.data();
    const item = blank.cloneNode(true);
    const link = item.querySelector("a");
    const [facts, excerpt] = item.querySelectorAll("p");
    link.href = new URL(`.${address}`, root).href;
    link.textContent = meta.title;
    if (meta.language) link.lang = meta.language;
    facts.textContent = meta.facts ?? "";
    const isFound = (word, index) =>
      page.places.has(index) ||
      [word, ...word.split(/[^\p{L}\p{M}\p{N}]+/u)].some((part) => {
        const plain = fold(clean(part));
        return seen.words.has(plain) || seen.beginnings.some((beginning) => plain.startsWith(beginning));
      });
    fillExcerpt(excerpt, content, meta.title, isFound);
    return item;
  };

  const showMore = async (count, seen) => {
    const items = await Promise.all(found.slice(shown, shown + count).map((page) => shownAs(page, seen)));
    list.append(...items);
    shown += items.length;
    more.parentElement.hidden = shown >= found.length;
    return items[0];
  };

  const asked = () => {
    const query = new URLSearchParams();
    for (const { name, value } of [input, ...selects]) if (value.trim()) query.set(name, value.trim());
    return String(query);
  };

  const clear = () => {
    found = [];
    shown = 0;
    list.replaceChildren();
    section.hidden = true;
    status.textContent = "";
  };

  const tell = (pages, words) => {
    const sentences = [pages.length ? told[plural.select(pages.length)].replace("{count}", number.format(pages.length)) : told.none];
    if (pages.length && pages[0].count < words) sentences.push(told.partial);
    status.textContent = sentences.join(" · ");
  };

  let seen;
  const search = async (mine, count) => {
    const query = input.value.trim();
    const waiting = setTimeout(() => (status.textContent = told.busy), PATIENCE);
    const engine = await (started ??= start());
    seen = { words: new Set(), beginnings: [] };
    const maps = query ? await findAll(engine, query, seen) : [];
    clearTimeout(waiting);
    if (mine !== turn) return;
    const pages = joined(maps);
    clear();
    countValues(engine, pages);
    if (!maps.length) return;
    found = pages.filter((page) => fits(engine, page, selects));
    section.hidden = !found.length;
    await showMore(count, seen);
    tell(found, maps.length);
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
  more.addEventListener("click", async () => {
    const first = await showMore(AT_ONCE, seen);
    history.replaceState({ shown }, "");
    first?.querySelector("a").focus();
  });
  run(history.state?.shown || AT_ONCE);
})();
