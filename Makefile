# GNU Make 4.3, POSIX sh. Everything is installed into .venv and .tools, from the locked files in requirements/, by hash.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# Tried in this order; the first that is 3.11 or newer is taken. `make site PYTHON=/path/to/python3` names another.
# The system's own comes first: distributions compile it with what a profile of it had shown, and one that somebody has
# compiled with `./configure` and `make` alone takes a tenth longer to build a site.
PYTHON ?= /usr/bin/python3.11 python3.11 python3 python3.14 python3.13 python3.12 python
UV := uv==0.13.9

VENV := .venv
BIN := $(VENV)/bin
TOOLS := .tools
PIP := $(BIN)/python -m pip install --quiet --quiet --no-input

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help site test test-long serve check audit look lint catalogues docs sbom lock clean again

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

site: $(VENV)/.project  ## install what is needed and build content/ into public/
	@$(BIN)/python build.py
	@echo 'The site is in public/; open public/index.html. To preview it with live reload: make serve'

serve: $(VENV)/.project  ## preview with live reload
	@$(BIN)/sitegen serve $(ARGS)

check: $(VENV)/.project  ## every problem in content/, nothing written
	@$(BIN)/sitegen check $(ARGS)

audit: $(VENV)/.tests site  ## hold public/ against the rules of visibility, in a browser (ARGS='--messages lv'); report in audit-report/
	@$(find_chromium); $(BIN)/sitegen audit public $(ARGS)

look: $(VENV)/.tests  ## screenshots of every state a page can be in, into .look/ (ARGS='--only suspended' for some pages)
	@$(find_chromium); $(BIN)/python -m tests.showcase.look $(ARGS)

lint: $(VENV)/.tests  ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

test: lint $(TOOLS)/.installed  ## everything: lint, then the tests with a browser (ARGS='-k name' for some of them)
	@$(find_chromium); $(find_java); $(find_servers); \
	run() { $(BIN)/python -m pytest "$$@" $(LONG) $(ARGS) || { [ $$? = 5 ] && $(if $(strip $(ARGS)),true,false); }; }; \
	run --numprocesses=auto --dist=loadfile --no-loadscope-reorder -m 'not alone' && run -m alone

test-long: LONG := --long --edits 200
test-long: test  ## the same, with the tests of reliability in full; docs/reliability.md holds their figures

catalogues: $(VENV)/.project  ## bring locales/ up to date with the texts in the program and the templates
	@$(BIN)/python -m sitegen.extraction

docs: $(VENV)/.project  ## write the generated parts of docs/ anew
	@$(BIN)/python -m sitegen.reference
	@$(BIN)/python -m sitegen.supply

sbom: $(VENV)/.tests  ## write what the program is made of, for machines, to dist/sbom.cdx.json (CycloneDX)
	@base=$$(mktemp) && trap 'rm -f "$$base"' EXIT && \
	$(BIN)/cyclonedx-py requirements requirements/runtime.txt --pyproject pyproject.toml --spec-version 1.6 \
	  --output-reproducible --output-format JSON --no-validate --output-file "$$base" && \
	$(BIN)/python -m sitegen.supply sbom "$$base" dist/sbom.cdx.json && echo 'Written: dist/sbom.cdx.json'

lock: $(VENV)/.made  ## pin requirements/ anew from pyproject.toml (UV_FLAGS=--upgrade for newer versions)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(BIN)/python -m venv "$$folder" && "$$folder/bin/python" -m pip install --quiet --quiet '$(UV)' && \
	compile() { "$$folder/bin/uv" pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UV_FLAGS) pyproject.toml --group build "$$@"; } && \
	compile --output-file requirements/runtime.txt && \
	compile --extra test --constraint requirements/runtime.txt --output-file requirements/test.txt
	@$(find_node); cd requirements/node && npm install --package-lock-only $(NPM)

clean:  ## remove what has been built and installed
	@rm -rf $(VENV) $(TOOLS) public .public.* .sitegen .look dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment, in steps. A stamp is newer than what it was made from, so a second `make` installs nothing.
# runtime.txt constrains test.txt: what both name has one version, whichever is installed first.

# .made holds the folder it was made in: a moved checkout, or an interpreter that has gone, gets a new environment.
$(VENV)/.made: $(if $(filter $(CURDIR),$(shell test -x $(BIN)/python && cat $(VENV)/.made 2>/dev/null)),,again)
	@$(find_python); echo "Making $(VENV) with $$("$$python" --version) ($$python)"; \
	"$$python" -m venv --clear $(VENV) || { echo 'The virtual environment could not be made; the lines above say why.' >&2; exit 1; }
	@echo '$(CURDIR)' > $@

$(VENV)/.runtime: requirements/runtime.txt $(VENV)/.made
	@echo 'Installing $<'
	@$(PIP) --require-hashes -r $<
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.runtime
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tests: requirements/test.txt $(VENV)/.project
	@echo 'Installing $<'
	@$(PIP) --require-hashes -r $<
	@touch $@

# What the tests run beside Python: axe-core, Lighthouse and the Nu HTML Checker. No script of a package is run.
NPM := --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error

$(TOOLS)/.installed: requirements/node/package.json requirements/node/package-lock.json
	@$(find_node); echo 'Installing requirements/node/package-lock.json'; \
	mkdir -p $(TOOLS) && cp $^ $(TOOLS) && cd $(TOOLS) && npm ci $(NPM) >/dev/null || { \
	  echo 'npm could not install the tools of the tests into $(TOOLS); its words are above.' >&2; exit 1; }
	@touch $@

# Sets $python, or ends with a sentence. A name on PATH may be a shim with nothing behind it: each is run, not looked up.
define find_python
python=; bare=; for name in $(PYTHON); do \
  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
  "$$name" -c 'import venv, ensurepip' >/dev/null 2>&1 && { python=$$name; break; }; \
  bare=$$name; \
done; \
if [ -z "$$python" ] && [ -n "$$bare" ]; then \
  echo "$$bare cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
elif [ -z "$$python" ]; then \
  echo 'Python 3.11 or newer is needed and none was found (tried: $(PYTHON)). Install one, or name it: make site PYTHON=/path/to/python3' >&2; exit 1; \
fi
endef

# apt NAME…: installs packages of Debian, where that can be done: as root, with apt-get. Says nothing where it cannot.
define apt
apt() { \
  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0; \
  echo "Installing of Debian, once: $$*"; log=$$(mktemp); \
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$$@"; } >"$$log" 2>&1 || { \
    cat "$$log" >&2; echo "apt-get could not install $$*; its words are above." >&2; }; \
  rm -f "$$log"; \
}
endef

# Makes sure of node and npm, or ends with a sentence. Lighthouse asks for 18.20.
define find_node
$(apt); \
node_runs() { npm --version >/dev/null 2>&1 && \
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 18 || (a == 18 && b >= 20) ? 0 : 1)' 2>/dev/null; }; \
node_runs || { command -v node >/dev/null || apt nodejs; command -v npm >/dev/null || apt npm; }; \
node_runs || { echo 'The tests need node 18.20 or newer, with npm. On Debian and Ubuntu: apt-get install nodejs npm' >&2; exit 1; }
endef

# Makes sure of java, or ends with a sentence: whatever runs the checker will do.
define find_java
$(apt); \
java_runs() { java -jar $(TOOLS)/node_modules/vnu-jar/build/dist/vnu.jar --version >/dev/null 2>&1; }; \
java_runs || { command -v java >/dev/null || apt default-jre-headless; }; \
java_runs || { echo 'The tests need Java 17 or newer. On Debian and Ubuntu: apt-get install default-jre-headless' >&2; exit 1; }
endef

# Makes sure of the web servers that what is written for them is tried in; tests of one that is not there are skipped. Debian
# would start them by itself: policy-rc.d says no while they are installed.
define find_servers
$(apt); \
served() { PATH="$$PATH:/usr/sbin" command -v "$$1" >/dev/null; }; wanted=; \
served nginx || wanted="$$wanted nginx-light libnginx-mod-http-brotli-static"; \
served apache2 || wanted="$$wanted apache2"; served caddy || wanted="$$wanted caddy"; \
if [ -n "$$wanted" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
  policy=/usr/sbin/policy-rc.d; [ -e $$policy ] && kept=yes || { kept=; printf '#!/bin/sh\nexit 101\n' >$$policy && chmod +x $$policy; }; \
  apt $$wanted; [ -n "$$kept" ] || rm -f $$policy; \
fi
endef

# Exports CHROMIUM, the browser the tests drive: the one given, one on PATH, Debian's, or else Playwright's own (then it is unset).
define find_chromium
$(apt); \
on_path() { command -v chromium || command -v chromium-browser || command -v google-chrome; }; \
if [ -n "$$CHROMIUM" ]; then \
  command -v "$$CHROMIUM" >/dev/null || { echo "CHROMIUM is set to $$CHROMIUM, which is no program." >&2; exit 1; }; \
else \
  CHROMIUM=$$(on_path) || { apt chromium; CHROMIUM=$$(on_path); }; \
fi; \
if [ -n "$$CHROMIUM" ]; then export CHROMIUM; else \
  unset CHROMIUM; echo 'No Chromium was found; Playwright brings its own (once).'; \
  $(BIN)/playwright install chromium >/dev/null || { \
    echo 'There is no Chromium. Install one, or name it: CHROMIUM=/path/to/chromium make …' >&2; exit 1; }; \
fi
endef
