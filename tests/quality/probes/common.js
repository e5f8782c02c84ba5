// What the other probes share. A probe tells of faults as pairs: where, as a path of elements, and what.
(() => {
  const probes = (window.probes ??= {});

  probes.name = (element) => {
    const parts = [];
    for (let at = element; at && at !== document.documentElement && parts.length < 3; at = at.parentElement)
      parts.unshift(at.localName + (at.id ? `#${at.id}` : "") + [...at.classList].map((name) => `.${name}`).join(""));
    return parts.join(" > ");
  };

  probes.isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  // A box of a pixel is text for screen readers alone.
  probes.isSeen = (element) => {
    if (!probes.isShown(element)) return false;
    for (let at = element; at; at = at.parentElement) if (at.clientWidth === 1 && at.clientHeight === 1) return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > 0;
  };

  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();

  // A computed colour as red, green, blue and opacity, each from 0 to 255.
  probes.colour = (text) => {
    if (!known.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      known.set(text, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(text);
  };

  const luminance = (colour) => {
    const [red, green, blue] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  // The ratio of WCAG 2.2, from 1 to 21.
  probes.contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  // The colour that is painted behind an element: that of the nearest box with one of its own.
  probes.behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = probes.colour(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return probes.colour("Canvas");
  };

  let sheet;
  // Lays a style over the page, as a reader's own would be; an empty one takes it away.
  probes.restyle = (text) => {
    if (!sheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets, (sheet = new CSSStyleSheet())];
    sheet.replaceSync(text);
  };
})();
