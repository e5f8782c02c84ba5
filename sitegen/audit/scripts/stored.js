// What opening the page has stored, by kind and name; it is cleared for the next page.
async () => {
  const found = [];
  const names = (list) => [...list].sort().join(", ");
  if (document.cookie) found.push("cookie: " + names(document.cookie.split(";").map((one) => one.split("=")[0].trim())));
  for (const [name, store] of [["localStorage", localStorage], ["sessionStorage", sessionStorage]])
    if (store.length) found.push(name + ": " + names(Object.keys(store)));
  const databases = (await indexedDB.databases()).map((one) => one.name);
  if (databases.length) found.push("indexedDB: " + names(databases));
  const caches = globalThis.caches ? await globalThis.caches.keys() : [];
  if (caches.length) found.push("caches: " + names(caches));
  const workers = navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : [];
  if (workers.length) found.push("service worker");
  localStorage.clear();
  sessionStorage.clear();
  for (const name of databases) indexedDB.deleteDatabase(name);
  for (const name of caches) await globalThis.caches.delete(name);
  for (const worker of workers) await worker.unregister();
  return found;
}
