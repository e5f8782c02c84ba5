// The filters of the list of projects, at once and combined. Without this file, the links beside the list narrow it too.
// What `list.json` holds, and in which order, is told in docs/list-json.md.
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const [SLUG, TITLE, NUMBER, STATUS, FUNDS, TOTAL, START, END, BENEFICIARY, PERIOD, PLACES, TOPICS] = Array(12).keys();
  const AT_ONCE = 50;
  const LONG = 120;
  const PAUSE = 250;
  const listed = document.getElementById("listed");
  const matches = document.getElementById("matches");
  const told = document.getElementById("told");
  const clear = told.nextElementSibling;
  const cards = matches.querySelector("ul");
  const more = matches.querySelector("button");
  const blank = matches.querySelector("template").content.firstElementChild;
  const fields = [...form.elements].filter((field) => field.name);
  const selects = fields.filter((field) => field.options);
  // On narrow screens the selects are folded away: this tells how many of them say something.
  const said = form.querySelector("summary .count");
  const home = form.dataset.list.replace(/[^/]*$/, "");
  const title = document.title;
  let data;
  let found = [];
  let timer;

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  // What a field has before anybody touches it: on a narrowed list, that which it is narrowed by.
  const preset = (field) => (field.options ? [...field.options].find((option) => option.defaultSelected) : 0)?.value ?? "";
  const isChanged = (field) => field.value.trim() !== preset(field);

  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = asked.has(field.name) ? asked.get(field.name) : preset(field);
      if (field.selectedIndex < 0) field.value = preset(field);
    }
  };

  const write = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      asked.delete(field.name); // and set anew behind the others: the order is the form's, whichever was touched first
      if (isChanged(field)) asked.set(field.name, field.value.trim());
    }
    const query = String(asked);
    history.replaceState(history.state, "", (query ? `?${query}` : location.pathname) + location.hash);
  };

  const prepared = (list) => {
    for (const row of list.projects) {
      const [first, last] = [row[START] || row[END], row[END] || row[START]].map((day) => day && +day[0].slice(0, 4));
      row.href = `${home + row[SLUG]}/`;
      row.text = folded([TITLE, NUMBER, BENEFICIARY].map((part) => [].concat(row[part])[0]).join(" "));
      row.values = {
        status: [row[STATUS]],
        fund: row[FUNDS],
        period: [row[PERIOD]],
        place: row[PLACES],
        topic: row[TOPICS],
        year: first ? Array.from({ length: last - first + 1 }, (_, step) => String(first + step)) : [],
      };
    }
    return list;
  };

  const load = () => {
    data = data || fetch(form.dataset.list, { cache: "no-cache" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then(prepared);
    return data;
  };

  const fail = () => {
    form.hidden = matches.hidden = clear.hidden = true;
    listed.hidden = false;
    told.textContent = form.dataset.fault;
    told.tabIndex = -1;
    told.focus();
  };

  // One of several variants stays.
  const keep = (parts, wanted) => [...parts].forEach((part) => part === wanted || part.remove());

  const say = (box, languages, value) => {
    const [words, language] = [].concat(value);
    const [text, mark] = ["[lang]", ".foreign"].map((selector) => box.querySelector(selector));
    if (!language) {
      text.replaceWith(words);
      mark.remove();
      return;
    }
    text.lang = language;
    text.textContent = words;
    mark.textContent = languages[language];
  };

  const made = (row, { languages, funds }) => {
    const card = blank.cloneNode(true);
    const heading = card.querySelector("h3");
    const [total, fund, dates, beneficiary] = card.querySelectorAll("dl > div");
    const days = [row[START], row[END]];
    const number = heading.lastElementChild;
    if (row[STATUS]) card.classList.add(`is-${row[STATUS]}`);
    const badges = [...card.querySelectorAll(".status")];
    keep(badges, badges.find((badge) => badge.className === `status ${row[STATUS] || ""}`.trim()));
    say(heading, languages, row[TITLE]);
    if ([].concat(row[TITLE])[0].length > LONG) heading.className = "long";
    heading.querySelector("a").href = row.href;
    number.textContent = number.textContent.replace("#", () => row[NUMBER]);
    total.querySelector(".money").textContent = row[TOTAL];
    total.children[row[TOTAL] ? 2 : 1].remove();
    fund.children[row[FUNDS].length > 1 ? 0 : 1].remove();
    fund.lastElementChild.textContent = row[FUNDS].map((name) => funds[name]).join(", ");
    keep(dates.querySelectorAll("dd"), dates.children[days[0] ? (days[1] ? 1 : 2) : days[1] ? 3 : 4]);
    dates.querySelectorAll("time").forEach((time, step) => {
      [time.dateTime, time.textContent] = days.filter(Boolean)[step];
    });
    say(beneficiary, languages, row[BENEFICIARY]);
    return card;
  };

  const add = (list) => {
    const start = cards.children.length;
    cards.append(...found.slice(start, start + AT_ONCE).map((row) => made(row, list)));
    more.hidden = cards.children.length === found.length;
    return cards.children[start];
  };

  const tell = (list, isNarrowed) => {
    const kind = new Intl.PluralRules(list.language).select(found.length);
    const number = found.length.toLocaleString(list.language, { useGrouping: true });
    told.textContent = isNarrowed ? (list.counts[kind] || list.counts.other).replace("#", () => number) : "";
  };

  const show = (list) => {
    const words = folded(form.elements.q.value).split(/\s+/);
    const wanted = selects.filter((field) => field.value && field.name !== "sort");
    const order = list.orders[form.elements.sort.value] || list.projects.keys();
    const isNarrowed = fields.some(isChanged);
    const isOwn = selects.every((field) => !preset(field) || !isChanged(field));
    found = Array.from(order, (step) => list.projects[step]).filter(
      (row) =>
        wanted.every((field) => row.values[field.name].includes(field.value)) &&
        words.every((word) => row.text.includes(word)),
    );
    cards.replaceChildren();
    if (isNarrowed) add(list);
    matches.querySelector(".empty").hidden = found.length > 0;
    matches.hidden = clear.hidden = !isNarrowed;
    listed.hidden = isNarrowed;
    said.textContent = selects.filter(isChanged).length || "";
    // A narrowed list is called by what it is narrowed by, as long as it is: in its heading, its title and the crumbs.
    for (const name of document.querySelectorAll(".own, .crumbs li:nth-child(n+3)")) name.hidden = !isOwn;
    document.title = isOwn ? title : form.dataset.title;
    clearTimeout(timer);
    timer = setTimeout(() => {
      write();
      tell(list, isNarrowed);
    }, PAUSE);
  };

  const update = () => load().then(show).catch(fail);

  form.addEventListener("focusin", () => load().catch(fail), { once: true });
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    fields[0].focus();
    setTimeout(update);
  });
  more.addEventListener("click", () => load().then((list) => add(list).querySelector("a").focus()));
  const open = () => {
    read();
    if (data || fields.some(isChanged)) update();
  };
  addEventListener("popstate", open);
  open();
})();
