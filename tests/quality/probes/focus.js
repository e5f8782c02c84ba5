// What the keyboard leads to, and whether it can be seen there.
(() => {
  const probes = window.probes;
  const STOPS = "a[href], button, input, select, textarea, summary, [tabindex='0']";

  // What the Tab key must reach; of a set of radio buttons, the one that is chosen.
  probes.stops = () =>
    [...document.querySelectorAll(STOPS)].filter(
      (element) => probes.isShown(element) && !element.disabled && !(element.type === "radio" && !element.checked),
    );

  const hasRing = (element) => {
    const style = getComputedStyle(element);
    const colour = probes.colour(style.outlineColor);
    const around = probes.behind(parseFloat(style.outlineOffset) >= 0 ? element.parentElement : element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && probes.contrast(colour, around) >= 3;
  };

  // Some point of it is on top of everything else (WCAG 2.4.11).
  const isBare = (element) =>
    [...element.getClientRects()].some((box) =>
      [0.5, 0.1, 0.9].some((share) => {
        const hit = document.elementFromPoint(box.left + box.width * share, box.top + box.height / 2);
        return hit && (element.contains(hit) || hit.contains(element));
      }),
    );

  // Where the focus is; null where it has left the page. Places are those of the page, not of the screen.
  probes.focused = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    return {
      number: probes.stops().indexOf(element),
      name: probes.name(element),
      ring: hasRing(element),
      bare: isBare(element),
      left: box.left + scrollX,
      right: box.right + scrollX,
      top: box.top + scrollY,
      bottom: box.bottom + scrollY,
    };
  };
})();
