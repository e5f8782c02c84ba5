// On pages that only lead on: keeps the place on the page that a link names, which the browser would drop.
(() => {
  const more = location.search + location.hash;
  if (!more) return;
  const { target } = document.currentScript.dataset;
  stop(); // the page leads on by itself below
  location.replace(target + more);
})();
