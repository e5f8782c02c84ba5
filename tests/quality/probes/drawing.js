// Whether what is drawn can be told from what it is drawn on, and whether anything moves.
(() => {
  const probes = window.probes;
  const SHAPES = "rect, circle, ellipse, path, line, polyline, polygon";

  const paints = (shape) => {
    const style = getComputedStyle(shape);
    const given = [];
    if (style.fill !== "none" && style.fillOpacity > 0 && shape.localName !== "line") given.push(style.fill);
    if (style.stroke !== "none" && parseFloat(style.strokeWidth) > 0) given.push(style.stroke);
    return given.map(probes.colour).filter((colour) => colour[3] > 0);
  };

  // Shapes that fade into the page. `decoration`: a selector of those that say nothing.
  probes.faint = (decoration) =>
    [...document.querySelectorAll("svg")]
      .filter((svg) => probes.isSeen(svg))
      .flatMap((svg) => [...svg.querySelectorAll(SHAPES)].map((shape) => [shape, probes.behind(svg)]))
      .filter(([shape]) => !shape.closest("defs, clipPath, mask, symbol") && !shape.matches(decoration))
      .filter(([shape]) => probes.isShown(shape))
      .map(([shape, behind]) => [shape, Math.max(0, ...paints(shape).map((paint) => probes.contrast(paint, behind)))])
      .filter(([, ratio]) => ratio < 3)
      .map(([shape, ratio]) => ["faint", probes.name(shape), `${ratio.toFixed(2)} : 1 against what is behind it`]);

  // The colours that may lie behind a text: what is painted behind it, and in a picture the shapes under it, or its own rim.
  const grounds = (element) => {
    const style = getComputedStyle(element);
    if (style.paintOrder.startsWith("stroke") && parseFloat(style.strokeWidth) > 0) return [probes.colour(style.stroke)];
    const svg = element.closest("svg svg, svg")?.ownerSVGElement ?? element.closest("svg");
    if (!svg) return [probes.behind(element)];
    const box = element.getBoundingClientRect();
    const under = [...svg.querySelectorAll(SHAPES)].filter((shape) => {
      const other = shape.getBoundingClientRect();
      return other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top;
    });
    const fills = under.filter(probes.isShown).map((shape) => probes.colour(getComputedStyle(shape).fill));
    return [probes.behind(svg), ...fills.filter((colour) => colour[3] === 255)];
  };

  const isLarge = (style) => parseFloat(style.fontSize) >= (style.fontWeight >= 700 ? 18.66 : 24);

  // Text that is hard to read on what lies behind it (WCAG 1.4.3), where axe-core cannot tell as well.
  probes.pale = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = new Set();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || seen.has(element) || !probes.isSeen(element)) continue;
      seen.add(element);
      const style = getComputedStyle(element);
      const ink = probes.colour(element.closest("svg") ? style.fill : style.color);
      const ratio = Math.min(...grounds(element).map((ground) => probes.contrast(ink, ground)));
      if (ratio < (isLarge(style) ? 3 : 4.5)) found.push(["pale", probes.name(element), `${ratio.toFixed(2)} : 1`]);
    }
    return found;
  };

  const moves = (style) =>
    style.animationName !== "none" ||
    style.transitionDuration.split(", ").some((time, number) => time !== "0s" && style.transitionProperty.split(", ")[number] !== "none");

  // What moves although the reader asked for less motion.
  probes.moving = () =>
    [document.documentElement, ...document.body.querySelectorAll("*")]
      .filter(
        (element) =>
          ["", "::before", "::after"].some((part) => moves(getComputedStyle(element, part || null))) ||
          getComputedStyle(element).scrollBehavior === "smooth",
      )
      .map((element) => ["moving", probes.name(element), "moves"]);
})();
