// Runs axe-core. `reviewed`: rule, message and selector of what people have judged; such results are told by their number.
(() => {
  const probes = window.probes;

  const reasonsOf = (node) => [
    ...new Set([...node.any, ...node.all, ...node.none].map((check) => check.data?.messageKey ?? check.id)),
  ];

  const judged = (element, rule, reasons, reviewed) =>
    reviewed.findIndex(([of, reason, where]) => of === rule && reasons.includes(reason) && element.matches(where));

  // [[rule, where, what], …], [[number or -1, rule, where, what], …] and the rules that found something to be right.
  // `off`: rules left out; `repeated`: a selector of parts left out, or nothing.
  probes.axe = async (tags, reviewed, off = [], repeated = "") => {
    const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
    const results = await axe.run(repeated ? { exclude: repeated } : document, { runOnly: tags, rules, elementRef: true, resultTypes: ["violations", "incomplete"] });
    const flat = (found) => found.flatMap((result) => result.nodes.map((node) => [result.id, node]));
    const where = (node) => probes.name(node.element);
    return JSON.stringify([
      flat(results.violations).map(([rule, node]) => [rule, where(node), node.failureSummary.split("\n").slice(1).join(" ").trim()]),
      flat(results.incomplete).map(([rule, node]) => {
        const reasons = reasonsOf(node);
        return [judged(node.element, rule, reasons, reviewed), rule, where(node), reasons.join(", ")];
      }),
      results.passes.map((result) => result.id),
    ]);
  };
})();
