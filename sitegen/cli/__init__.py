"""The command line. Nothing below it asks the clock or the environment.

Here the commands are declared; each loads what it runs when it is run. So help is told without the rest of the program,
which takes ten times as long to load.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any

import click

from sitegen import __version__
from sitegen.cli.ending import Finished

# Before pydantic is imported: it would read what every installed package tells of itself to find plugins for itself.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

_FORMATS = ("full", "concise", "github", "json")
_SERVERS = ("nginx", "apache", "caddy", "netlify")
# What cannot be read is told where it is read, in the language of messages.
_FILE = click.Path(path_type=Path, readable=False)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command takes."""
    for option in reversed(
        (
            click.option("--messages", type=click.Choice(["lv", "en"]), help="Language of messages."),
            click.option("--format", "style", type=click.Choice(_FORMATS), default="full", show_default=True),
            click.option("--content", type=_FILE, default=Path("content"), show_default=True),
            click.option("--date", "day", metavar="YYYY-MM-DD", help="Day of the build; default: today."),
            click.option("--strict", is_flag=True, help="Warnings are errors."),
        )
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
def cli() -> None:
    """Public transparency pages of EU co-funded projects, from YAML and Markdown."""


@cli.command("build")
@common
@click.option("--output", type=_FILE, default=Path("public"), show_default=True)
@click.option("--base-url", default="", help="Address of the site, in place of the one in site.yaml.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Processes; default: all cores.")
@click.option("--clean", is_flag=True, help="Build everything anew.")
@click.option("--no-search", is_flag=True, help="Leave out the search.")
@click.option("--precompress", is_flag=True, help="Publish compressed copies too, .gz and .br, for the web server.")
def build_command(**options: Any) -> None:
    """Build the site; nothing is published when there is an error."""
    from sitegen.cli.building import build_site  # noqa: PLC0415 - the whole program: slow to load

    build_site(**options)


@cli.command("check")
@common
def check_command(**options: Any) -> None:
    """Tell every problem; write nothing."""
    from sitegen.cli.building import check_site  # noqa: PLC0415 - the whole program: slow to load

    check_site(**options)


@cli.command("explain")
@common
@click.argument("page")
@click.option("--output", type=_FILE, default=Path("public"), show_default=True)
@click.option("--base-url", default="", help="As it was given to the build.")
@click.option("--no-search", is_flag=True, help="As it was given to the build.")
def explain_command(**options: Any) -> None:
    """Tell what PAGE, an address of the site, is made from. And why the next build makes it anew, or not."""
    from sitegen.cli.explaining import explain_page  # noqa: PLC0415 - the whole program: slow to load

    explain_page(**options)


@cli.command("translations")
@common
@click.option("--stamp", "stamped", metavar="FILE", type=_FILE, help="FILE is up to date: note it.")
def translations_command(**options: Any) -> None:
    """Tell how far each record and item is translated. What is missing is an error only under --strict."""
    from sitegen.cli.translating import tell_translations  # noqa: PLC0415 - the whole program: slow to load

    tell_translations(**options)


@cli.command("audit")
@common
@click.argument("public", type=_FILE, default=Path("public"))
@click.option("--report", type=_FILE, default=Path("audit-report"), show_default=True)
@click.option("--static", "is_static", is_flag=True, help="Read the files only; start no browser.")
@click.option("--chromium", metavar="PROGRAM", help="The Chromium to start; default: CHROMIUM, else the one installed.")
@click.option("--record", is_flag=True, help="Note the result in content/audit.yaml, for the accessibility statement.")
def audit_command(**options: Any) -> None:
    """Hold the built site PUBLIC against the rules of visibility. As visitors see it, in Chromium; writes a report."""
    from sitegen.cli.auditing import hold_site  # noqa: PLC0415 - the whole program: slow to load

    hold_site(**options)


@cli.command("links")
@common
@click.option("--external", "is_external", is_flag=True, help="Ask the servers of other sites, too slowly to disturb.")
@click.option("--output", type=_FILE, default=Path("public"), show_default=True, help="Pages whose links count too.")
@click.option("--max-age", type=click.IntRange(min=0), default=7, show_default=True, help="Days an answer holds.")
@click.option("--timeout", type=click.FloatRange(0.1, 300), default=15, show_default=True, help="Seconds to answer.")
@click.option("--delay", type=click.FloatRange(0, 60), default=1, show_default=True, help="Seconds between requests.")
@click.option("--at-once", type=click.IntRange(1, 32), default=8, show_default=True, help="Hosts asked at one time.")
@click.option("--allow-private", is_flag=True, help="Ask addresses of private networks too.")
@click.option("--report", metavar="FILE.json", type=_FILE, help="Write every address with its answer.")
def links_command(**options: Any) -> None:
    """Tell which links of the site lead nowhere. With --external, those to other sites."""
    from sitegen.cli.linking import tell_links  # noqa: PLC0415 - the whole program: slow to load

    tell_links(**options)


@cli.command("duties")
@common
@click.option("--project", metavar="SLUG", help="One project, by its file's name; default: all, and the site.")
@click.option("--calendar", metavar="FILE.ics", type=_FILE, help="Write the days as iCalendar.")
@click.option("--page", metavar="FILE.html", type=_FILE, help="Write the list as one HTML file.")
def duties_command(**options: Any) -> None:
    """Tell what is due beside each page. Poster, plaque, event, updates, reviews, documents to keep."""
    from sitegen.cli.duties import tell_duties  # noqa: PLC0415 - the whole program: slow to load

    tell_duties(**options)


@cli.command("redirects")
@click.option("--messages", type=click.Choice(["lv", "en"]), help="Language of messages.")
@click.option("--format", "server", type=click.Choice((*_SERVERS, "html")), default="nginx", show_default=True)
@click.option("--content", type=_FILE, default=Path("content"), show_default=True)
@click.option("--output", metavar="FILE", type=_FILE, help="Write the rules there; default: print them.")
@click.option("--base-url", default="", help="Address of the site, in place of the one in site.yaml.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="Day of the build; default: today.")
def redirects_command(**options: Any) -> None:
    """Write where old addresses lead, as rules of a web server. And which are gone for good."""
    from sitegen.cli.redirecting import write_rules  # noqa: PLC0415 - the whole program: slow to load

    write_rules(**options)


@cli.command("verify")
@click.argument("target", metavar="URL-OR-FOLDER")
@click.option("--manifest", metavar="FILE", type=_FILE, help="The manifest to hold it against; default: its own.")
@click.option("--jobs", type=click.IntRange(1, 16), default=4, show_default=True, help="Connections at once.")
@click.option("--timeout", type=click.FloatRange(0.1, 600), default=10.0, show_default=True, help="Seconds of silence.")
@click.option("--messages", type=click.Choice(["lv", "en"]), help="Language of messages.")
@click.option("--format", "style", type=click.Choice(_FORMATS), default="full", show_default=True)
def verify_command(**options: Any) -> None:
    """Tell whether what is served is what was built. At a URL, or in a folder."""
    from sitegen.cli.verifying import verify_target  # noqa: PLC0415 - slow to load

    verify_target(**options)


@cli.command("headers")
@click.option("--format", "server", type=click.Choice(_SERVERS), required=True, help="The web server.")
@click.option("--output", metavar="FILE", type=_FILE, help="Where to write; default: on the screen.")
@click.option("--base-url", default="", help="As it was given to the build.")
@click.option("--content", type=_FILE, default=Path("content"), show_default=True)
@click.option("--messages", type=click.Choice(["lv", "en"]), help="Language of messages.")
def headers_command(**options: Any) -> None:
    """Write what a web server has to be told. Headers, types, caching, the pages for lost addresses."""
    from sitegen.cli.serving import write_headers  # noqa: PLC0415 - the whole program: slow to load

    write_headers(**options)


@cli.command("serve")
@common
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve_command(**options: Any) -> None:
    """Preview the site with live reload. Problems are shown in the page."""
    from sitegen.cli.building import serve_site  # noqa: PLC0415 - the whole program: slow to load

    serve_site(**options)


@cli.group("new")
@click.option("--messages", type=click.Choice(["lv", "en"]), help="Language of messages.")
@click.pass_context
def new_group(context: click.Context, messages: str | None) -> None:
    """Make files to fill in; `check` tells what is still empty."""
    if messages:  # what is given to the command itself goes before
        context.default_map = {name: {"messages": messages} for name in ("project", "news")}


@new_group.command("project")
@common
@click.argument("slug")
def new_project_command(**options: Any) -> None:
    """A project's record: content/projects/SLUG.yaml."""
    from sitegen.cli.making import make_project  # noqa: PLC0415 - the whole program: slow to load

    make_project(**options)


@new_group.command("news")
@common
@click.argument("title")
@click.option("--project", required=True, help="The project that the item is about, by its file's name.")
def new_news_command(**options: Any) -> None:
    """A news item of the day --date, one file per language of the site."""
    from sitegen.cli.making import make_news  # noqa: PLC0415 - the whole program: slow to load

    make_news(**options)


@cli.command("import")
@common
@click.argument("file", metavar="FILE.csv", type=_FILE)
@click.option("--mapping", metavar="M.yaml", type=_FILE, required=True, help="Which column is which field.")
@click.option("--report", metavar="FILE", type=_FILE, help="Write all that is told there too.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Write no record.")
def import_command(**options: Any) -> None:
    """Make records from an official list of operations. And tell what of it was not understood."""
    from sitegen.cli.importing import import_projects  # noqa: PLC0415 - the whole program: slow to load

    import_projects(**options)


def _spoken(given: list[str]) -> click.Command:
    """The program as it is to be run: where it is asked for help, in the language that is asked for."""
    if {"-h", "--help"}.isdisjoint(given):
        return cli
    from sitegen.cli.speaking import catalogue_for, language_asked  # noqa: PLC0415 - needed when somebody asks for help

    language = language_asked(given)
    if language == "en":  # the language in which it stands here
        return cli
    from sitegen.cli.helping import spoken  # noqa: PLC0415 - as above

    return spoken(cli, catalogue_for(language))


def run(arguments: list[str] | None = None) -> None:
    """Run the program as a process of its own, as `main` does.

    A build that is done is ended at once: to give back what it holds, piece by piece, would take 0.1 s.
    """
    try:
        main(arguments)
    except SystemExit as ended:
        if isinstance(ended, Finished):
            with suppress(OSError):  # who reads has gone: Python's own end tells of it
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(ended.status)
        raise


def main(arguments: list[str] | None = None) -> None:
    """Run the program. Exit codes: 0 clean, 1 problems in the content, 2 wrong usage, 70 a fault of the program.

    2 is also what cannot be carried out, and 130 what somebody interrupted. With SITEGEN_DEBUG set, a fault is shown as
    Python shows it.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        ended = _spoken(given).main(args=arguments, prog_name="sitegen", standalone_mode=False)
        sys.exit(ended if isinstance(ended, int) else 0)
    except (SystemExit, KeyboardInterrupt):
        raise
    except click.exceptions.NoArgsIsHelpError as error:  # a group without a command: its help, which is no answer here
        path = (error.ctx.command_path if error.ctx else "").split(" ")[1:]
        with redirect_stdout(sys.stderr):
            _spoken([*given, "--help"]).main([*path, "--help"], prog_name="sitegen", standalone_mode=False)
        sys.exit(error.exit_code)
    except click.Abort:
        from sitegen.cli.breaking import tell_interrupted  # noqa: PLC0415 - needed when the program is interrupted

        tell_interrupted(given)
    except click.ClickException as error:
        from sitegen.cli.usage import tell_usage  # noqa: PLC0415 - needed when the command line is wrong

        tell_usage(error, given)
    except BaseException as error:  # whatever it is, Rust's panics too, who writes content is told in words
        if os.environ.get("SITEGEN_DEBUG"):
            raise
        from sitegen.cli.breaking import tell_end  # noqa: PLC0415 - needed when the program fails

        tell_end(error, given)
