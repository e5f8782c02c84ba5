"""Build the site: the same program as `sitegen build`. Run `make site` once to install what it needs."""

import sys

if __name__ == "__main__":
    arguments = sys.argv[1:]
    is_build = not arguments or (arguments[0].startswith("-") and arguments[0] not in {"--help", "--version"})
    try:
        from sitegen.cli import run

        run(["build", *arguments] if is_build else arguments)
    except ModuleNotFoundError as missing:
        sys.exit(
            f"Trūkst / missing: {missing.name}. Vispirms / first: make site. Pēc tam / then: .venv/bin/python build.py"
        )
