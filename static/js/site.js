// The reading aids of every page: colours, reading aloud, and the menu's Escape.
(() => {
  const root = document.documentElement;

  // Colours: the system's, unless the reader chose others. Nothing is kept but that choice.
  const choices = [...document.querySelectorAll("input[name=theme]")];
  const kept = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return root.dataset.theme;
    }
  };
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const choice of choices) choice.checked = choice.value === (root.dataset.theme ?? "system");
  };
  const choose = (theme) => {
    show(theme);
    try {
      if (theme === "system") localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      // The browser keeps nothing: the choice holds for this page.
    }
  };
  for (const choice of choices) choice.addEventListener("change", () => choose(choice.value));
  const follow = () => show(kept());
  addEventListener("storage", follow); // chosen in another window
  addEventListener("pageshow", follow); // a browser that comes back to a page may bring back an older choice
  follow();

  const menu = document.querySelector(".menu details");
  menu?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.firstElementChild.focus();
  });

  // Reading aloud. The button is there where the browser has a voice of the page's language; voices come late.
  const synth = globalThis.speechSynthesis;
  const listen = document.querySelector(".listen");
  if (!synth || !listen) return;
  const player = document.querySelector(".player");
  const [hold, stop] = player.querySelectorAll("button");
  const words = [hold.textContent, hold.dataset.held];

  const tongue = (lang) => lang.toLowerCase().split(/[-_]/)[0];
  // A voice on the device before one for which the browser sends the text away.
  const voiceOf = (lang) => {
    const fit = synth.getVoices().filter((voice) => tongue(voice.lang) === tongue(lang));
    const near = fit.filter((voice) => voice.localService);
    return near.find((voice) => voice.default) ?? near[0] ?? fit[0];
  };
  const look = () => (listen.hidden = !voiceOf(root.lang));
  synth.onvoiceschanged = look;
  look();

  const SKIPPED = "nav,form,button,svg,sup,code,thead,.hidden,.js-only,.data,[hidden],[aria-hidden=true]";
  const isShown = (element) => {
    const folded = element.closest("details:not([open])");
    if (folded && !folded.querySelector("summary").contains(element)) return false;
    return element.matches(".label") || (!element.closest(SKIPPED) && element.getClientRects().length > 0);
  };
  const blockOf = (element) => {
    let block = element;
    while (/^(inline|contents)/.test(getComputedStyle(block).display)) block = block.parentElement;
    return block;
  };

  // A term and what it is; a number and its unit, which may stand under it; else a pause.
  const between = (last, cell, next) => {
    if (cell !== last.cell) return last.cell.matches("dt") ? ": " : ", ";
    return /\d\s*$/.test(last.text) && /^\s*\p{Ll}/u.test(next) ? " " : ", ";
  };

  // What there is to read, block by block; a row of a table or list of terms is one, a passage in another language its own.
  const passages = () => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    let last = {};
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!node.data.trim()) last.text += " ";
      if (!node.data.trim() || !isShown(holder)) continue;
      const own = blockOf(holder.matches(".label") ? holder.parentElement : holder), cell = own.closest("td,th,dt,dd,p,li"), lang = tongue(holder.closest("[lang]").lang);
      const block = cell?.matches("td,th,dt,dd") ? cell.parentElement : own;
      if (block !== last.block || lang !== last.lang) found.push((last = { block, lang, text: "" }));
      else if (own !== last.own || node.previousSibling?.nodeName === "BR") last.text += between(last, cell, node.data);
      Object.assign(last, { text: last.text + node.data, own, cell });
    }
    return found;
  };

  // In pieces of a sentence or a few: some browsers fall silent after a quarter of a minute.
  const SENTENCES = /.{1,180}?(?:[.!?…](?= [\p{Lu}“(])|[;:](?= )|$)|.{40,179},(?= )|.{1,180}(?= |$)|.{1,180}/gu;
  const pieces = (text) => {
    const whole = text.replace(/(\d)[\u00a0\u202f](?=\d{3}(?!\d))/g, "$1"); // a sum is one number
    const flat = whole.replace(/[ \t\r\n]+/g, " ").replace(/ [·,]/g, ",").replace(/([.!?…;:]),/g, "$1");
    const found = [""];
    for (const sentence of flat.trim().match(SENTENCES) ?? []) {
      if ((found[found.length - 1] + sentence).length > 180) found.push("");
      found[found.length - 1] += sentence;
    }
    return found.map((one) => one.trim()).filter((one) => /[\p{L}\p{N}]/u.test(one));
  };

  const everything = () => {
    const all = passages();
    const rank = ({ block }) => (block.closest("h1") ? 0 : block.closest(".easy") ? 1 : 2);
    const ordered = [0, 1, 2].flatMap((turn) => all.filter((one) => rank(one) === turn));
    const voiced = ordered.map((one) => ({ ...one, voice: voiceOf(one.lang) })).filter((one) => one.voice);
    return voiced.flatMap((one) => pieces(one.text).map((text) => ({ ...one, text })));
  };

  let queue = [], at = 0, turn = 0, spoken; // `spoken` is held: an utterance that is collected never tells of its end
  const mark = (block) => {
    document.querySelector(".spoken")?.classList.remove("spoken");
    block?.classList.add("spoken");
  };
  const hush = () => {
    turn++;
    synth.cancel();
  };
  const name = (isHeld) => (hold.textContent = words[Number(isHeld)]);
  const end = () => {
    hush();
    mark();
    if (player.contains(document.activeElement)) listen.focus({ preventScroll: true });
    player.hidden = true;
    root.classList.remove("reading");
  };
  const say = () => {
    const piece = queue[at], mine = ++turn;
    if (!piece) return end();
    mark(piece.block);
    spoken = new SpeechSynthesisUtterance(piece.text);
    spoken.voice = piece.voice;
    spoken.lang = piece.voice.lang.replace("_", "-");
    spoken.onend = () => mine === turn && (at++, say());
    spoken.onerror = () => mine === turn && end();
    synth.speak(spoken);
  };
  const start = () => {
    hush();
    queue = everything();
    at = 0;
    name(false);
    player.querySelector("p").hidden = queue.every((piece) => piece.voice.localService);
    player.hidden = false;
    root.classList.add("reading");
    hold.focus({ preventScroll: true });
    say();
  };
  // A pause is a stop that knows its place: not every browser goes on after its own.
  const rest = () => {
    const isHeld = hold.textContent === words[0];
    name(isHeld);
    if (isHeld) hush();
    else say();
  };
  listen.addEventListener("click", start);
  hold.addEventListener("click", rest);
  stop.addEventListener("click", end);
  player.addEventListener("keydown", (event) => event.key === "Escape" && end());
  addEventListener("pagehide", () => player.hidden || end());
})();
