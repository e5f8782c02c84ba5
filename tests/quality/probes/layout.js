// Whether everything fits: on the screen, in its box, beside its neighbours.
(() => {
  const probes = window.probes;

  const hides = (element) => {
    const style = getComputedStyle(element);
    return [style.overflowX, style.overflowY].some((value) => value === "hidden" || value === "clip");
  };

  const isInScroller = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== "visible") return true;
    return false;
  };

  // A page that must be moved sideways, and what makes it so wide.
  const overflow = () => {
    const wide = document.documentElement.clientWidth;
    const whole = document.documentElement.scrollWidth;
    if (whole <= wide) return [];
    const out = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > wide + 0.5 && probes.isSeen(element) && !isInScroller(element),
    );
    const inner = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
    return (inner.length ? inner : [document.body])
      .slice(0, 4)
      .map((element) => [probes.name(element), `the page is ${whole} px wide on a screen of ${wide}`]);
  };

  // What only scrolls sideways may be a table or what is drawn, for they lose their meaning when they are broken up.
  const scrollers = () =>
    [...document.body.querySelectorAll("*")]
      .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX) && probes.isSeen(element))
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => !element.matches("table, pre, svg, input") && !element.querySelector("table, pre, svg"))
      .map((element) => [probes.name(element), "scrolls sideways, and holds no table"]);

  // Text that its box cuts off. The last place in the path to the page stands in the page's heading as well, in full.
  const clipped = () => {
    const heading = document.querySelector("h1")?.textContent.trim() ?? "";
    return [...document.body.querySelectorAll("*")]
      .filter((element) => hides(element) && probes.isSeen(element) && element.textContent.trim())
      .filter((element) => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
      .filter((element) => !(element.closest(".crumbs") && heading.includes(element.textContent.trim())))
      .map((element) => [probes.name(element), `cuts off “${element.textContent.trim().slice(0, 40)}”`]);
  };

  const linesOf = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || parent.closest("svg, sup") || !probes.isSeen(parent)) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) if (box.width > 1) found.push({ parent, box });
    }
    return found.sort((a, b) => a.box.top - b.box.top);
  };

  // Lines of text that lie on one another. Boxes of lines reach above and below the letters, so a little is nothing.
  const overlapping = () => {
    const lines = linesOf();
    const found = [];
    lines.forEach(({ parent, box }, number) => {
      for (const other of lines.slice(number + 1)) {
        if (other.box.top > box.bottom) break;
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (across > 2 && down > 0.4 * Math.min(box.height, other.box.height) && !isInScroller(parent))
          found.push([probes.name(parent), `“${parent.textContent.trim().slice(0, 30)}” lies on ${probes.name(other.parent)}`]);
      }
    });
    return found;
  };

  const PROBES = { overflow, scrollers, clipped, overlapping };

  // Every fault of the layout, under a style of the reader's own if there is one.
  probes.layout = (style) => {
    probes.restyle(style);
    const found = Object.entries(PROBES).flatMap(([rule, probe]) => probe().map((fault) => [rule, ...fault]));
    probes.restyle("");
    return found;
  };
})();
