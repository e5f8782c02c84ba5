"""What a command takes: time, processor time of it and its children, and memory of all its processes together."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STEP = 0.01
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """One run. Seconds; `memory` is the peak in MB, 0 where it was not watched."""

    wall: float
    cpu: float
    memory: float = 0.0


@dataclass(frozen=True, slots=True)
class Output:
    """What lies in an output folder. Sizes in MB; `pictures` are part of `whole`."""

    pages: int
    files: int
    whole: float
    pictures: float

    @property
    def texts(self) -> float:
        """Everything but pictures."""
        return self.whole - self.pictures


def output_of(folder: Path) -> Output:
    """Count what lies in a folder."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    pages = sum(1 for path in found if path.suffix == ".html")
    pictures = sum(path.stat().st_size for path in found if path.suffix == ".png")
    return Output(pages, len(found), sum(path.stat().st_size for path in found) / MB, pictures / MB)


def _environment() -> dict[str, str]:
    """What programs are run in. One that may not keep its compiled modules would compile them at every start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: Sequence[str], folder: Path, variables: Mapping[str, str], is_watched: bool = False) -> Usage:
    """Run a command to its end. Watching reads the memory every 10 ms and costs time, so such a run is not timed.

    Raises `SystemExit` with the command's words when it fails.
    """
    with tempfile.TemporaryFile() as words:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**_environment(), **variables},
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
        )
        watch = Watch(process.pid) if is_watched else None
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = watch.end() if watch else 0.0
        if process.returncode:
            words.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{words.read()[-3000:].decode(errors='replace')}")
    return Usage(wall, used.ru_utime + used.ru_stime, peak)


class Watch:
    """Adds up the memory of a process and all below it, in a thread, until told to end."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._follow)
        self._thread.start()

    def end(self) -> float:
        """The highest sum seen, in MB."""
        self._is_over.set()
        self._thread.join()
        return self._peak / MB

    def _follow(self) -> None:
        while not self._is_over.wait(STEP):
            self._peak = max(self._peak, sum(memory_of(pid) for pid in family(self._pid)))


def family(pid: int) -> list[int]:
    """A process and all its descendants; those that end while this looks are left out."""
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def memory_of(pid: int) -> int:
    """Bytes: the proportional set size, in which pages that processes share are counted once in all.

    Where the system does not tell it, the resident set size, which counts shared pages for each.
    """
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def is_at_rest(pid: int, seconds: float) -> bool:
    """Whether a process and all below it do as good as nothing for so long: less than two hundredths of a core."""
    before = ticks_of(pid)
    time.sleep(seconds)
    return ticks_of(pid) - before <= seconds * os.sysconf("SC_CLK_TCK") / 50


def ticks_of(pid: int) -> int:
    """The processor time of a process and all below it, and of those of its own that have ended, in clock ticks."""
    ticks = 0
    for one in family(pid):
        try:
            stat = Path(f"/proc/{one}/stat").read_text()
        except OSError:
            continue
        ticks += sum(map(int, stat.rpartition(")")[2].split()[11:15]))
    return ticks


def limit(public: Path, folder: Path) -> Usage:
    """Write the files of `public` anew below `folder` by two processes that do nothing else."""
    files = [(str(path.relative_to(public)), path.read_bytes()) for path in public.rglob("*") if path.is_file()]
    shutil.rmtree(folder, ignore_errors=True)
    started, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    children = [_in_child(files[part::2], folder) for part in range(2)]
    for child in children:
        os.waitpid(child, 0)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    shutil.rmtree(folder)
    return Usage(wall, after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime)


def _in_child(files: list[tuple[str, bytes]], folder: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    made: set[str] = set()
    for name, data in files:
        parent = os.path.dirname(name)
        if parent not in made:
            os.makedirs(folder / parent, exist_ok=True)
            made.add(parent)
        with open(folder / name, "wb", buffering=0) as file:
            file.write(data)
    os._exit(0)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a server as Ctrl-C does, and wait for it."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
