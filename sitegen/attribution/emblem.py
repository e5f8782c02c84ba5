"""The emblem of the European Union, drawn from its geometry (visibility.md section 5, E-01 to E-07)."""

from __future__ import annotations

from math import cos, pi, sin

WIDTH, HEIGHT = 810, 540
RING_RADIUS = HEIGHT / 3
STAR_RADIUS = HEIGHT / 18
INNER_RADIUS = STAR_RADIUS * sin(pi / 10) / sin(3 * pi / 10)
BLUE, YELLOW = "#003399", "#FFCC00"

Point = tuple[float, float]


def star_centres() -> tuple[Point, ...]:
    """Centres of the twelve stars, at the hours of a clock, from twelve o'clock on."""
    angles = (pi * hour / 6 - pi / 2 for hour in range(12))
    return tuple((WIDTH / 2 + RING_RADIUS * cos(angle), HEIGHT / 2 + RING_RADIUS * sin(angle)) for angle in angles)


def star(centre: Point) -> tuple[Point, ...]:
    """The ten vertices of an upright star, outer and inner in turn, from the top on."""
    radii = (STAR_RADIUS, INNER_RADIUS) * 5
    angles = (pi * step / 5 - pi / 2 for step in range(10))
    return tuple(
        (centre[0] + radius * cos(angle), centre[1] + radius * sin(angle))
        for radius, angle in zip(radii, angles, strict=True)
    )


def emblem_svg() -> str:
    """The emblem in colour as an SVG document. The text beside it names it, so it has no text of its own."""
    path = "".join("M" + "L".join(f"{x:.3f},{y:.3f}" for x, y in star(centre)) + "Z" for centre in star_centres())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{BLUE}"/><path fill="{YELLOW}" d="{path}"/></svg>\n'
    )
