/** Sources that are old, unused, of one side, or alone. */
import type { Option, Pack, Source } from "../../scoring/pack/pack.ts";
import { type Finding, warning } from "../diagnostic.ts";

/** `today`: an ISO date. */
export function sourceWarnings(pack: Pack, today: string): Finding[] {
  const told = partial(pack);
  // Where a competitor is cited, there is one to look for already.
  const criteria = new Set(told.map(({ steps }) => steps[1]));
  return [...ages(pack, today), ...lonely(pack).filter(({ steps }) => !criteria.has(steps[1])), ...told];
}

function ages(pack: Pack, today: string): Finding[] {
  const used = new Set([
    ...pack.criteria.flatMap((criterion) => criterion.ratings.flatMap((rating) => rating.source)),
    ...pack.notes.map((note) => note.source),
  ]);
  const [year = "", ...rest] = today.split("-");
  const aYearAgo = [String(Number(year) - 1).padStart(4, "0"), ...rest].join("-");
  return pack.sources.flatMap(({ id, title, url, date, checked }) => {
    const at = ["sources", id];
    if (!used.has(id)) return [warning("unused-source", at, `nothing rests on source ${id}`)];
    // What is still to be found out is told as that.
    if (url === null && checked !== null && !/\bTODO\b/.test(title))
      return [
        warning("unlinked-source", at, `source ${id} was checked and has no url: nobody can check it again`),
      ];
    const known = checked ?? date;
    const ahead = (["checked", "date"] as const).find(
      (key) => ({ checked, date })[key]?.localeCompare(today) === 1,
    );
    if (ahead !== undefined)
      return [warning("future-source", [...at, ahead], `source ${id} is dated after today, ${today}`)];
    if (known === null)
      return [
        warning(
          "undated-source",
          at,
          `source ${id} has neither date nor checked: nobody can tell how old it is`,
        ),
      ];
    // What has no address is a text that stays as it is.
    return url !== null && known < aYearAgo
      ? [
          warning(
            "stale-source",
            [...at, checked === null ? "date" : "checked"],
            checked === null
              ? `source ${id} is of ${known}, more than a year old, and does not say when it was checked`
              : `source ${id} was last checked on ${known}, more than a year ago`,
          ),
        ]
      : [];
  });
}

function lonely({ criteria }: Pack): Finding[] {
  return criteria.flatMap(({ id, ratings }, i) => {
    const cited = new Set(ratings.flatMap(({ source }) => source));
    const [only] = cited;
    if (cited.size !== 1) return [];
    const says = `all ratings of criterion ${id} rest on one source, ${only}: find a second`;
    return [warning("single-source", ["criteria", i, "id"], says)];
  });
}

/** Ratings that take a competitor's word for it, where nobody else says so. */
function partial({ criteria, options, sources }: Pack): Finding[] {
  const owners = new Map(
    sources.map((source) => [source.id, options.filter((option) => isOf(source, option))]),
  );
  return criteria.flatMap(({ ratings }, i) =>
    ratings.flatMap(({ option, source }) => {
      const rated = options.find(({ id }) => id === option);
      const told = [source].flat().map((id) => owners.get(id) ?? []);
      const isPartial = told.every(
        (of) => of.length > 0 && rated !== undefined && !of.some((owner) => belongs(rated, owner)),
      );
      const [owner] = told.flat();
      if (!isPartial || owner === undefined || rated === undefined) return [];
      const says = `the rating of ${rated.name} cites ${owner.name}, its competitor: look for ${rated.name}'s own word, or somebody neutral`;
      return [warning("competitor-source", ["criteria", i, "ratings", option, "source"], says)];
    }),
  );
}

/** By its publisher, or by a part of its host's name. */
function isOf({ publisher, url }: Source, { id, name }: Option): boolean {
  const host = url === null ? [] : new URL(url).hostname.toLowerCase().split(".");
  return (
    publisher?.toLowerCase().startsWith(name.toLowerCase()) === true ||
    host.includes(id.toLowerCase()) ||
    host.includes(name.toLowerCase().replaceAll(" ", ""))
  );
}

/** An option that is made of another, such as "Django and FastAPI", may cite that. */
function belongs(option: Option, owner: Option): boolean {
  return option.id === owner.id || option.name.toLowerCase().includes(owner.name.toLowerCase());
}
