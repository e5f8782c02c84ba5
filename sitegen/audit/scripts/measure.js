// What a visitor sees of the attribution, at the size and in the colours that the page has now.
// One expression: a function from the distance (in heights of a star) that is to stay free around the emblem.
async (space) => {
  document.body?.getBoundingClientRect(); // lays out the page, so that fonts that are wanted are asked for
  if (document.fonts.status === "loading") await document.fonts.ready;
  const round = (number) => Math.round(number * 100) / 100;
  const boxOf = (r) => [round(r.x + scrollX), round(r.y + scrollY), round(r.width), round(r.height)];
  const style = (element, pseudo) => getComputedStyle(element, pseudo);
  const words = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
  const called = (element) =>
    element.tagName.toLowerCase() + [...element.classList].map((name) => "." + name).join("");

  const union = (rects) => {
    const seen = rects.filter((r) => r.width > 0 && r.height > 0);
    if (!seen.length) return null;
    const x = Math.min(...seen.map((r) => r.x)), y = Math.min(...seen.map((r) => r.y));
    return new DOMRect(x, y, Math.max(...seen.map((r) => r.right)) - x, Math.max(...seen.map((r) => r.bottom)) - y);
  };

  // Why an element cannot be seen, in the words of its style; empty when it can.
  const hidden = (element, rect, least = 1, frame = element) => {
    let opacity = 1;
    for (let node = element; node && node.nodeType === 1; node = node.parentElement) {
      const s = style(node);
      if (s.display === "none") return `display: none (${called(node)})`;
      if (s.contentVisibility === "hidden") return `content-visibility: hidden (${called(node)})`;
      if (s.clipPath !== "none") return `clip-path (${called(node)})`;
      if (s.maskImage && s.maskImage !== "none") return `mask (${called(node)})`;
      if (s.clip !== "auto" && /absolute|fixed/.test(s.position)) return `clip (${called(node)})`;
      if (/opacity|blur/.test(s.filter)) return `filter: ${s.filter} (${called(node)})`;
      opacity *= Number(s.opacity);
    }
    if (style(element).visibility !== "visible") return `visibility: ${style(element).visibility}`;
    if (opacity < 0.995) return `opacity: ${round(opacity)}`;
    if (!rect || rect.width < least || rect.height < least) return "size 0";
    if (rect.right + scrollX <= 0 || rect.bottom + scrollY <= 0 || rect.left >= innerWidth) return "off the screen";
    return cut(element, rect) || covered(frame, rect);
  };

  // Whether an element is cut off by one that it stands in, or by the edge of the screen.
  const cut = (element, rect) => {
    for (let node = element.parentElement; node && node !== document.documentElement; node = node.parentElement) {
      const s = style(node);
      if (s.overflowX === "visible" && s.overflowY === "visible" && s.clip === "auto") continue;
      const r = node.getBoundingClientRect();
      if (rect.left < r.left - 1 || rect.right > r.right + 1 || rect.top < r.top - 1 || rect.bottom > r.bottom + 1)
        return `cut off (${called(node)})`;
    }
    if (rect.left < -1 || rect.right > innerWidth + 1) return "cut off by the edge of the screen";
    return "";
  };

  const covered = (element, rect) => {
    const points = [[0.5, 0.5], [0.08, 0.12], [0.92, 0.12], [0.08, 0.88], [0.92, 0.88]];
    for (const [across, down] of points) {
      const x = rect.x + rect.width * across, y = rect.y + rect.height * down;
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const top = document.elementFromPoint(x, y);
      if (top && top !== element && !element.contains(top) && !top.contains(element) && !isEmpty(top, x, y))
        return `covered (${called(top)})`;
      const pane = panes.find((one) => isInside(one.getBoundingClientRect(), x, y) && !isEmpty(one, x, y));
      if (pane && !pane.contains(element) && !element.contains(pane)) return `covered (${called(pane)})`;
    }
    return "";
  };

  const textRects = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  };
  const ownTexts = (element) =>
    [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  const isInside = (r, x, y) => x >= r.left && x <= r.right && y >= r.top && y <= r.bottom;

  // Whether an element shows nothing at a point: no picture, no ground, no text there.
  const isEmpty = (element, x, y) => {
    const s = style(element);
    if (/^(img|svg|video|canvas|iframe|picture|object|embed|input|button|textarea|select)$/i.test(element.tagName)) return false;
    if (s.backdropFilter && s.backdropFilter !== "none") return false;
    if (element.ownerSVGElement || s.backgroundImage !== "none" || parse(s.backgroundColor)[3] > 0) return false;
    return !ownTexts(element).some((node) => textRects(node).some((r) => isInside(r, x, y)));
  };

  // Colours in whatever form the browser tells them, as red, green, blue (0 to 255) and alpha, through a pixel.
  let pixel = null;
  const known = new Map();
  const parse = (colour) => {
    if (!known.has(colour)) {
      const plain = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(colour);
      if (plain) known.set(colour, [+plain[1], +plain[2], +plain[3], plain[4] === undefined ? 1 : +plain[4]]);
      else {
        pixel ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
        pixel.clearRect(0, 0, 1, 1);
        pixel.fillStyle = "rgba(0,0,0,0)";
        pixel.fillStyle = colour;
        pixel.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
        known.set(colour, [red, green, blue, alpha / 255]);
      }
    }
    return known.get(colour);
  };

  // The colour that an element stands on; null when a picture or a gradient is part of it.
  const ground = (element) => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) {
      const s = style(node);
      if (s.backgroundImage !== "none") return null;
      layers.push(parse(s.backgroundColor));
      if (layers.at(-1)[3] >= 1) break;
    }
    const isDark = style(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches;
    let base = isDark ? [18, 18, 18] : [255, 255, 255];
    for (const [red, green, blue, alpha] of layers.reverse())
      base = [red, green, blue].map((part, n) => Math.round(part * alpha + base[n] * (1 - alpha)));
    return base;
  };

  const effects = (element, block) => {
    const found = [], own = style(element);
    if (own.fontStyle !== "normal") found.push(`font-style: ${own.fontStyle}`);
    if (own.textTransform !== "none") found.push(`text-transform: ${own.textTransform}`);
    if (own.fontVariantCaps !== "normal") found.push(`font-variant-caps: ${own.fontVariantCaps}`);
    if (own.textShadow !== "none") found.push("text-shadow");
    if (parseFloat(own.webkitTextStrokeWidth) > 0) found.push("-webkit-text-stroke");
    if (own.textEmphasisStyle && own.textEmphasisStyle !== "none") found.push("text-emphasis");
    if (own.unicodeBidi.includes("override") || own.direction === "rtl") found.push(`direction: ${own.direction}`);
    if (own.webkitTextSecurity && own.webkitTextSecurity !== "none") found.push("-webkit-text-security");
    if (own.fontFeatureSettings !== "normal") found.push(`font-feature-settings: ${own.fontFeatureSettings}`);
    if (own.webkitBoxReflect && own.webkitBoxReflect !== "none") found.push("-webkit-box-reflect");
    if (Math.abs(parseFloat(own.wordSpacing) || 0) > parseFloat(own.fontSize) * 0.5) found.push("word-spacing");
    if (parseFloat(own.borderBottomWidth) > 0 && element !== block) found.push("border-bottom");
    if (own.writingMode !== "horizontal-tb") found.push(`writing-mode: ${own.writingMode}`);
    if (Math.abs(parseFloat(own.letterSpacing) || 0) > parseFloat(own.fontSize) * 0.1) found.push("letter-spacing");
    for (let node = element; node && node.nodeType === 1; node = node.parentElement) {
      const s = style(node);
      if (s.textDecorationLine !== "none") found.push(`text-decoration: ${s.textDecorationLine}`);
      if (!/^(none|matrix\(1, 0, 0, 1, 0, 0\))$/.test(s.transform) || (s.rotate && s.rotate !== "none") || (s.scale && s.scale !== "none")) found.push("transform");
      if (s.filter !== "none") found.push(`filter: ${s.filter}`);
      if (s.mixBlendMode !== "normal") found.push(`mix-blend-mode: ${s.mixBlendMode}`);
      if (s.animationName !== "none") found.push("animation");
      if (s.backgroundClip === "text") found.push("background-clip: text");
    }
    for (let node = element; node && block.contains(node); node = node.parentElement)
      for (const part of ["::before", "::after"]) {
        const s = style(node, part), shows = s.content !== "none" && s.content !== "normal";
        const isLine = parse(s.backgroundColor)[3] > 0 || s.backgroundImage !== "none" || parseFloat(s.borderTopWidth) > 0 || parseFloat(s.borderBottomWidth) > 0;
        if (shows && (s.content !== '""' || isLine)) found.push(`${part}: ${s.content}`);
      }
    for (let node = element; node && block.contains(node); node = node.parentElement)
      for (const part of ["::first-letter", "::first-line"]) {
        const s = style(node, part), whole = style(node);
        if (s.color !== whole.color || s.fontSize !== whole.fontSize || s.fontStyle !== whole.fontStyle) found.push(part);
      }
    return [...new Set(found)];
  };

  // The lines of text of the block: what stands between two breaks, by the elements that are shown as blocks.
  const lines = (block) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const found = [];
    let line = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === 1) {
        const display = style(node).display;
        if (node.tagName !== "BR" && !/^(inline|contents|ruby)/.test(display)) line = null;
        continue;
      }
      if (!node.data.trim() || node.parentElement.closest("svg, style, script, noscript")) continue;
      const holder = node.parentElement;
      let frame = holder;
      while (frame !== block && /^(inline|contents|ruby)/.test(style(frame).display)) frame = frame.parentElement;
      if (!line || line.frame !== frame) found.push((line = { frame, holder, texts: [] }));
      line.texts.push(node);
    }
    return found;
  };

  const path = (element) => {
    const steps = [];
    for (let node = element; node.parentElement; node = node.parentElement)
      steps.unshift(`${node.tagName.toLowerCase()}:nth-child(${[...node.parentElement.children].indexOf(node) + 1})`);
    return ["html", ...steps].join(" > ");
  };

  const tell = (line, block) => {
    const rects = line.texts.flatMap(textRects), whole = union(rects), s = style(line.holder);
    const all = [...new Set(line.texts.map((node) => node.parentElement))];
    return {
      text: words(line.texts.map((node) => (node.previousSibling?.nodeName === "BR" ? " " : "") + node.data).join("")),
      box: whole ? boxOf(whole) : [0, 0, 0, 0],
      hidden: hidden(line.holder, whole, 6, line.frame),
      family: s.fontFamily,
      size: parseFloat(s.fontSize),
      effects: [...new Set(all.flatMap((element) => effects(element, block)))],
      colours: all.map((element) => parse(style(element).webkitTextFillColor || style(element).color)),
      ground: ground(line.holder),
      is_link: Boolean(line.holder.closest("a")),
      holders: all.map(path),
    };
  };

  const alternative = (picture) => {
    if (picture.getAttribute("aria-hidden") === "true") return "";
    return words(picture.getAttribute("alt") ?? picture.getAttribute("aria-label") ?? "");
  };
  const address = (picture) => picture.currentSrc || picture.getAttribute("src") || picture.tagName.toLowerCase();
  const isLoaded = (picture) => picture.tagName !== "IMG" || (picture.complete && picture.naturalWidth > 0);
  const picture = (element) => ({
    text: alternative(element),
    address: address(element).split("/").at(-1),
    box: boxOf(element.getBoundingClientRect()),
    hidden: hidden(element, element.getBoundingClientRect()),
    is_loaded: isLoaded(element),
  });

  // A picture without its own border and padding.
  const content = (element) => {
    const r = element.getBoundingClientRect(), s = style(element);
    const side = (name) => parseFloat(s[`border${name}Width`]) + parseFloat(s[`padding${name}`]);
    return new DOMRect(r.x + side("Left"), r.y + side("Top"), r.width - side("Left") - side("Right"), r.height - side("Top") - side("Bottom"));
  };

  // The width of the white border around the emblem, however it is drawn.
  const border = (element) => {
    const s = style(element), isWhite = (colour) => parse(colour).slice(0, 3).every((part) => part >= 250) && parse(colour)[3] > 0.9;
    const least = (prefix, suffix) => Math.min(...["Top", "Right", "Bottom", "Left"].map((side) => parseFloat(s[prefix + side + suffix])));
    let width = s.borderTopStyle !== "none" && isWhite(s.borderTopColor) ? least("border", "Width") : 0;
    width += isWhite(s.backgroundColor) ? least("padding", "") : 0;
    if (s.outlineStyle !== "none" && isWhite(s.outlineColor)) width = Math.max(width, parseFloat(s.outlineWidth));
    const shadow = /^rgb\(255, 255, 255\) 0px 0px 0px ([\d.]+)px/.exec(s.boxShadow);
    return Math.max(width, shadow ? Number(shadow[1]) : 0);
  };

  const apart = (a, b) => {
    const across = Math.max(a.left - b.right, b.left - a.right, 0), down = Math.max(a.top - b.bottom, b.top - a.bottom, 0);
    return Math.hypot(across, down);
  };

  // What is drawn around the emblem and is no white border.
  const adorned = (element) => {
    const s = style(element), isPlain = (colour) => parse(colour)[3] === 0 || parse(colour).slice(0, 3).every((part) => part >= 250);
    const found = [];
    if (parseFloat(s.borderTopWidth) > 0 && !isPlain(s.borderTopColor)) found.push(`border: ${s.borderTopColor}`);
    if (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 && !isPlain(s.outlineColor)) found.push(`outline: ${s.outlineColor}`);
    if (s.boxShadow !== "none" && !/^rgb\(255, 255, 255\) 0px 0px 0px [\d.]+px$/.test(s.boxShadow)) found.push("box-shadow");
    if (/drop-shadow/.test(s.filter)) found.push("drop-shadow");
    if (parseFloat(s.borderTopLeftRadius) > 0) found.push("border-radius");
    return found;
  };

  // What comes nearer to the emblem than it may.
  const near = (block, emblem, rect) => {
    const distance = (rect.height / 9) * space, found = [];
    const add = (what, gap) => gap < distance - 0.5 && found.push({ what, gap: round(gap) });
    for (const line of lines(block))
      for (const r of line.texts.flatMap(textRects)) if (r.width > 0) add(words(line.texts[0].data), apart(rect, r));
    for (const other of block.querySelectorAll("img, svg"))
      if (other !== emblem && !emblem.contains(other)) add(alternative(other) || address(other).split("/").at(-1), apart(rect, other.getBoundingClientRect()));
    for (let n = 0; n < 24; n++) {
      const turn = (Math.PI * n) / 12, reach = Math.max(distance - 1, 0);
      const x = Math.min(Math.max(rect.x + rect.width / 2 + Math.cos(turn) * 9999, rect.left - reach), rect.right + reach);
      const y = Math.min(Math.max(rect.y + rect.height / 2 + Math.sin(turn) * 9999, rect.top - reach), rect.bottom + reach);
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const hit = document.elementFromPoint(x, y);
      if (hit && !hit.contains(emblem) && !emblem.contains(hit) && !block.contains(hit) && !isEmpty(hit, x, y))
        add(called(hit), 0);
    }
    return [...new Map(found.map((one) => [one.what, one])).values()];
  };

  const tellEmblem = (block, emblem) => {
    const rect = content(emblem);
    return {
      box: boxOf(rect),
      hidden: hidden(emblem, rect),
      address: address(emblem).split("/").at(-1),
      is_loaded: isLoaded(emblem),
      ground: ground(emblem.parentElement),
      border: border(emblem),
      near: near(block, emblem, rect),
      adorned: adorned(emblem),
    };
  };

  // What else decides how the block is drawn: style sheets, fonts, styles that measures do not tell, and whatever of
  // the rest of the page lies over it. Two blocks with the same measures and the same of this are drawn alike.
  const drawn = (block, emblem) => {
    const rules = (sheet) => {
      try { return [...sheet.cssRules]; } catch { return []; }
    };
    const every = (list) => list.flatMap((rule) => [rule, ...every(rule.cssRules ? [...rule.cssRules] : [])]);
    const sheets = [...document.styleSheets, ...document.adoptedStyleSheets];
    const found = sheets.map((sheet) => `${sheet.href ?? sheet.ownerNode?.textContent ?? rules(sheet).map((rule) => rule.cssText)} ${rules(sheet).length}`);
    for (const rule of sheets.flatMap((sheet) => every(rules(sheet)))) {
      const parts = /::?(before|after)/.exec(rule.selectorText ?? "");
      if (!parts) continue;
      const plain = rule.selectorText.replace(/::?(before|after)/g, "");
      let elements = [];
      try { elements = [...document.querySelectorAll(plain)]; } catch { continue; }
      for (const element of elements) {
        const s = style(element, `::${parts[1]}`);
        if (!block.contains(element) && /absolute|fixed|sticky/.test(s.position)) found.push([called(element), parts[1], s.position, s.top, s.left, s.width, s.height, s.background].join(" "));
      }
    }
    for (const face of document.fonts) found.push(`${face.family} ${face.weight} ${face.unicodeRange} ${face.status}`);
    for (let node = emblem; node && node.nodeType === 1; node = node.parentElement) {
      const s = style(node);
      found.push([called(node), s.filter, s.mixBlendMode, s.transform, s.animationName, s.backdropFilter, s.boxShadow, s.objectFit, s.objectPosition, s.borderRadius, s.imageRendering, s.background].join(" "));
    }
    if (emblem) found.push(emblem.currentSrc ?? emblem.outerHTML, emblem.style.cssText);
    for (const element of [block, ...block.querySelectorAll("*")])
      for (const part of ["::before", "::after"]) {
        const s = style(element, part);
        if (s.content !== "none" && s.content !== "normal") found.push([called(element), part, s.content, s.background, s.position, s.width, s.height].join(" "));
      }
    const own = block.getBoundingClientRect();
    for (const element of document.body.querySelectorAll("*")) {
      if (block.contains(element) || element.contains(block)) continue;
      const r = element.getBoundingClientRect();
      if (r.width > 0 && r.height > 0 && r.left < own.right && r.right > own.left && r.top < own.bottom - 0.5 && r.bottom > own.top + 0.5)
        found.push([called(element), boxOf(r), style(element).background, style(element).zIndex, words(element.textContent)].join(" "));
    }
    return found;
  };

  const scrolled = scrollY;
  scrollTo(0, 0);
  const block = document.querySelector(".attribution");
  // What lies over the block and lets the pointer through, which a look from a point does not find.
  const panes = [];
  if (block) {
    const own = block.getBoundingClientRect();
    for (const element of document.body.querySelectorAll("*")) {
      const r = element.getBoundingClientRect();
      const isOver = r.width > 0 && r.left < own.right && r.right > own.left && r.top < own.bottom && r.bottom > own.top;
      if (isOver && !element.contains(block) && style(element).pointerEvents === "none" && style(element).position !== "static") panes.push(element);
    }
  }
  const pictures = block ? [...block.querySelectorAll("img, svg")].filter((one) => !one.ownerSVGElement) : [];
  const emblem = pictures.find((one) => one.classList.contains("emblem")) ?? pictures.find((one) => !alternative(one));
  const logos = [...document.querySelectorAll("img, svg")].filter(
    (one) => !block?.contains(one) && !one.ownerSVGElement && /logo/i.test([one.getAttribute("class"), address(one).split("/").at(-1), one.closest("main") ? "" : alternative(one)].join(" ")),
  );
  const edges = "header, footer, [role=banner], [role=contentinfo], .partners, .sponsors, .brand";
  const around = [...document.querySelectorAll(edges)].filter((one) => !one.closest("main") || one.matches(".partners, .sponsors"));
  for (const part of around)
    for (const one of [part, ...part.querySelectorAll("*")]) {
      if (block?.contains(one) || one.contains(block) || one.ownerSVGElement || logos.includes(one)) continue;
      const isPicture = /^(img|svg|object|canvas|picture)$/i.test(one.tagName) || /url\(/.test(style(one).backgroundImage);
      const r = one.getBoundingClientRect();
      if (isPicture && r.width >= 24 && r.height >= 24 && !(r.width > innerWidth * 0.9)) logos.push(one);
    }
  const main = document.querySelector("main")?.getBoundingClientRect();
  return {
    title: words(document.title),
    width: document.documentElement.scrollWidth,
    scrolled: round(scrolled),
    faces: [...new Set([...document.fonts].map((face) => face.family.replace(/["']/g, "")))],
    main_top: main ? round(main.top) : null,
    block: block && { box: boxOf(block.getBoundingClientRect()), hidden: hidden(block, block.getBoundingClientRect()) },
    emblem: emblem ? tellEmblem(block, emblem) : null,
    lines: block ? lines(block).map((line) => tell(line, block)) : [],
    marks: pictures.filter((one) => one !== emblem).map(picture),
    logos: logos.map(picture),
    drawn: block ? drawn(block, emblem) : [],
  };
}
