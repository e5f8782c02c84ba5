"""The built pages, proved in a browser. `docs/accessibility.md` says what is held, and how."""
