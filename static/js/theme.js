// Runs before the page is drawn: says that there is script, and takes up the colours that the reader chose earlier.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  } catch {
    // The browser keeps nothing: the colours of the system.
  }
})();
