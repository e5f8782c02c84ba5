// What a printed page must hold and must not.
(() => {
  const probes = window.probes;
  const LEFT_OUT = "nav, button, input, select, textarea, .skip, [role=search]";

  const told = (rule, elements, text) => elements.map((element) => [rule, probes.name(element), text]);
  const all = (selector) => [...document.querySelectorAll(selector)];

  probes.printed = () => [
    ...told("control", all(LEFT_OUT).filter(probes.isSeen), "is printed, and leads nowhere on paper"),
    ...told("attribution", all(".attribution, .attribution .emblem, h1").filter((e) => !probes.isSeen(e)), "is not printed"),
    ...told(
      "address",
      all("main a[href^=http]")
        .filter(probes.isSeen)
        .filter((link) => !getComputedStyle(link, "::after").content.includes(link.getAttribute("href"))),
      "does not say its address",
    ),
    ...told(
      "folded",
      all("main details > :not(summary)").filter((part) => probes.isShown(part.parentElement) && !probes.isShown(part)),
      "stays folded",
    ),
    ...told(
      "canonical",
      all("link[rel=canonical]").filter((link) => !all(".address").some((e) => probes.isSeen(e) && e.textContent === link.href)),
      "the page does not print its own address",
    ),
  ];
})();
