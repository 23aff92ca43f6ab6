# %% [markdown]
# # Figures from an export
#
# Computes the main figures again from the files of `export`. The folder is the first argument or `INTERLAMINAR_EXPORT`:
#
#     python3 figures.py /tmp/mart
#
# No package is needed. Parquet is read where pyarrow (which pandas uses, too) or duckdb is installed, else the CSV beside it.
# Every regime will do: days are numbers from the index in all of them. Each number is printed as `name=value`. None of them is
# protected: do not publish one that is of fewer than 11 people.
#
# The last day of the 12-month window (545), and that a non-surgical re-intervention is a treatment failure, are the service's
# usual settings.

# %% The tables
import csv
import datetime
import json
import math
import os
import statistics
import sys
from pathlib import Path

arguments = [one for one in sys.argv[1:] if Path(one).is_dir()]
folder = Path(arguments[0] if arguments else os.environ.get("INTERLAMINAR_EXPORT", "."))


def read_mart(name):
    """Rows as dictionaries; what is empty is None."""
    parquet = folder / f"{name}.parquet"
    if parquet.exists():
        try:
            import pyarrow.parquet

            return pyarrow.parquet.read_table(parquet).to_pylist()
        except ImportError:
            pass
        try:
            import duckdb

            rows = duckdb.connect().execute("select * from read_parquet(?)", [str(parquet)])
            names = [column[0] for column in rows.description]
            return [dict(zip(names, row)) for row in rows.fetchall()]
        except ImportError:
            pass
    with open(folder / f"{name}.csv", newline="", encoding="utf-8") as file:
        return [{column: cell or None for column, cell in row.items()} for row in csv.DictReader(file)]


def number(cell):
    return None if cell is None else float(cell)


def tell(name, value):
    print(f"{name}={float(value)!r}")


cases = {
    row["person"]: row
    for row in read_mart("case")
    if row["lss"] == "yes" and row["mild"] == "yes" and row["index_date_precision"] == "day"
}


def of_cases(rows):
    kept = [row for row in rows if row["person"] in cases and number(row["index_no"]) == 1]
    for row in kept:
        row["day"] = number(row["day"])
    return kept


scores = [row for row in of_cases(read_mart("score")) if row["chosen"] in (True, "yes")]
events = [row for row in of_cases(read_mart("event")) if row["day"] is not None]

# %% Attrition
people = {row["name"]: row["people"] for row in read_mart("attrition")}
for step in ("people received", "index cases", "with ODI at baseline", "analysed at 12 months"):
    tell("attrition." + step.replace(" ", "-"), people[step])


# %% Change in ODI: people with a score at baseline and in the window; the interval is Student's t
def t_quantile(p, freedom):
    """Inverse of Student's t for p above a half: the density by Simpson's rule, its integral by bisection."""
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)

    def below(t, steps=2000):
        # t = sqrt(freedom) tan(angle) keeps the span short where tails are long.
        width = math.atan(t / math.sqrt(freedom)) / steps
        heights = [math.cos(i * width) ** (freedom - 1) for i in range(steps + 1)]
        area = heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
        return 0.5 + scale * math.sqrt(freedom) * area * width / 3

    low, high = 0.0, 1.0
    while below(high) < p:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < p else (low, middle)
    return high


odi = [row for row in scores if row["instrument"] == "ODI" and row["unit"] == "percent"]


def at(window):
    """Value and day by person."""
    return {row["person"]: (number(row["value"]), row["day"]) for row in odi if row["window"] == window}


baseline = {person: value for person, (value, _) in at("baseline").items()}
windows = dict.fromkeys(row["window"] for row in sorted(odi, key=lambda row: row["day"]))
for window in windows:
    if window in ("baseline", "unscheduled"):
        continue
    change = [value - baseline[person] for person, (value, _) in at(window).items() if person in baseline]
    tell(f"odi.{window}.pairs", len(change))
    if change:
        mean = math.fsum(change) / len(change)
        tell(f"odi.{window}.mean", mean)
    if len(change) > 1:
        half = t_quantile(0.975, len(change) - 1) * statistics.stdev(change) / math.sqrt(len(change))
        tell(f"odi.{window}.low", mean - half)
        tell(f"odi.{window}.high", mean + half)


# %% [markdown]
# ## Responders at 12 months
#
# Evaluable: a baseline, and a score from before any re-intervention or a re-intervention before the window's end. Whoever was
# treated again first has not responded.


# %% Responders at 12 months
def first_days(rows):
    days = {}
    for row in rows:
        days[row["person"]] = min(row["day"], days.get(row["person"], math.inf))
    return days


failed = first_days(row for row in events if row["kind"] == "reintervention")
later = at("12-months")
responders = evaluable = 0
for person, before in baseline.items():
    failed_on = failed.get(person, math.inf)
    if person in later and later[person][1] < failed_on:
        evaluable += 1
        responders += before - later[person][0] >= 10
    elif failed_on <= 545:
        evaluable += 1
tell("responders.12-months", responders)
tell("responders.12-months.evaluable", evaluable)

# %% [markdown]
# ## How long people were observed
#
# Until death, else until the last sign of them, and never beyond the cut-off. Where dates are years, the cut-off cannot be counted
# from the index; it matters only for records that are dated after it.

# %% How long people were observed
observed = {person: max(0, number(row["last_contact_day"]) or 0) for person, row in cases.items()}
for row in scores + events:
    if row["day"] is not None:
        observed[row["person"]] = max(observed[row["person"]], row["day"])
cut_off = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["cut_off"]
for person, row in cases.items():
    if row["death_day"] is not None:
        observed[person] = number(row["death_day"])
    if cut_off and len(str(row["index_date"])) == 10:
        known = datetime.date.fromisoformat(cut_off[:10]) - datetime.date.fromisoformat(str(row["index_date"]))
        observed[person] = min(observed[person], known.days)
    observed[person] = max(0, observed[person])


def first_while_observed(rows):
    return first_days(row for row in rows if 0 <= row["day"] <= observed[row["person"]])


# %% Surgical re-intervention: one minus the product limit; death censors
surgery = first_while_observed(
    row for row in events if row["kind"] == "reintervention" and row["attribution"] == "surgical"
)
times = {person: surgery.get(person, until) for person, until in observed.items()}
for day in (365, 730):
    if times and day <= max(times.values()):
        remaining = 1.0
        for step in sorted(set(surgery.values())):
            if step <= day:
                at_risk = sum(time >= step for time in times.values())
                remaining *= 1 - sum(one == step for one in surgery.values()) / at_risk
        tell(f"surgery.day-{day}", 1 - remaining)

# %% Complications by day 30: linked by their record or new; of people with one, and people observed until then
harm = first_while_observed(
    row for row in events if row["kind"] == "complication" and row["attribution"] in ("linked", "new")
)
with_one = {person for person, day in harm.items() if day <= 30}
tell("complications.day-30", len(with_one))
tell("complications.day-30.of", sum(person in with_one or until >= 30 for person, until in observed.items()))
