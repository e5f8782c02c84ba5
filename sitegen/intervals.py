"""Counting from one day to another in months, weeks and years. What would leave the calendar ends at its edge."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= MAXYEAR:
        return date.max
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - date(year, month + 1, 1)).days))


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 28 February where there is no 29th."""
    return months_after(day, 12 * years)


def weeks_before(day: date, weeks: int) -> date:
    """The same day of the week so many weeks earlier."""
    return day - timedelta(weeks=weeks) if weeks <= (day - date.min).days // 7 else date.min


def end_of_year_after(day: date, years: int) -> date:
    """31 December, so many years after that of the day's own year."""
    return date(min(day.year + years, MAXYEAR), 12, 31)
