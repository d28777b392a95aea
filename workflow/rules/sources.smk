# Where the other chapters find their data: in the synthetic world, where the config says, or by the record of a fetch.
import functools

from lstm_probe.artefacts import fetched
from lstm_probe.datasets import catalogue

WORLD = rules.make_world.output
WANTED = wanted.wanted(config)
FETCHED = wanted.to_fetch(config)


def in_results(name):
    """Find a file of the results before any rule runs, where Snakemake has not put the folder into its name."""
    return Path(name.replace("<results>", config["pathvars"]["results"]))


def record_of(source):
    """Name the record of a source's fetch: what the rules that read it wait for."""
    return f"<results>/data/fetched/{source}.json"


PLACES = {name: record_of(name) if name in FETCHED else config["data"][name]["path"] for name in wanted.SOURCES}
CAMELS_GB = WORLD.camels_gb if config["world"] else PLACES["camels_gb"]
CARAVAN = PLACES["caravan"]
GRIDDED = {name: getattr(WORLD, name) if config["world"] else PLACES[name] for name in sorted(inputs.GRIDDED)}
# The catchments: CAMELS-GB, or whatever data set there is.
CATCHMENTS = "dataset" if config["data"]["dataset"] else "camels_gb"
SETTINGS = catalogue.settings(config["data"])
PACKED_SERIES = None if config["world"] else SETTINGS["series"]
PLACE = {
    "camels_gb": CAMELS_GB,
    "dataset": SETTINGS["path"],
    **GRIDDED,
    "caravan": CARAVAN,
}  # by name; what a rule makes of it, or a user's path
MADE = set(FETCHED) | ({"camels_gb", *GRIDDED} if config["world"] else set())


def made(*names):
    """Take those sources as inputs that a rule makes; a user's files count by contents (`files`), never by times."""
    return {name: PLACE[name] for name in names if name in MADE}


def places_of(*names):
    """Name the paths of those sources that are a user's own."""
    return {name: PLACE[name] for name in names if name not in MADE}


def made_catchments():
    """Take the catchments as an input, where a rule makes them."""
    return {"catchments": place for place in made(CATCHMENTS).values()}


def places_of_catchments():
    """Name the path of the catchments, where it is a user's own."""
    return {"catchments": place for place in places_of(CATCHMENTS).values()}


def or_exit(function, *arguments):
    """Ask of a user's files, and end with the message where they cannot be read; who asks for no data needs none."""
    if startup.asks_only(sys.argv):
        return "not asked"
    try:
        return function(*arguments)
    except InputError as mistake:
        return sys.exit(f"\n{mistake}\n")


@functools.cache
def files_at(path):
    """Digest the names and contents of a source's files, once for all rules; a synthetic world is an output."""
    made = config["world"] and str(path).startswith(("<world>", config["pathvars"]["world"]))
    return "world" if made else or_exit(digest.of_files, Path(path))


@functools.cache
def files(name):
    """Digest the files of one of the sources under `data`; of fetched ones, only what was changed since."""
    if config["world"] and name in {"camels_gb", *inputs.GRIDDED}:
        return "world"
    if name not in FETCHED:
        return files_at(config["data"][name]["path"])
    return f"fetched {or_exit(fetched.changed, in_results(record_of(name)))}".strip()


def files_of_catchments():
    """Digest the files of the catchments, and what their settings name elsewhere."""
    named = SETTINGS.get("attributes") or []
    others = [*([named] if isinstance(named, str) else named), SETTINGS.get("boundaries")]
    return [files(CATCHMENTS), *(files_at(path) for path in others if path and Path(path).exists())]


# Digests of what stands beside the sources: the list of gauges, and the one file of all series.
GAUGE_LIST = files_at(inputs.gauge_list(config) or "all")
PACKED_FILES = files_at(PACKED_SERIES) if PACKED_SERIES else None
