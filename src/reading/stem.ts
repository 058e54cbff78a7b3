/** Words in a form in which their inflections are one: "edits", "edited" and "editing" are "edit". */

/**
 * No word of any dictionary: "use" is "us", so it is compared with other stems only. The steps are those of Porter's
 * stemmer (1980) that take inflections away; derivations keep theirs, for an editor is no edit.
 */
export function stemOf(word: string): string {
  return withoutE(IRREGULAR.get(word) ?? withoutTense(withoutPlural(word)));
}

/** What the steps do not bring together, or would take for an inflection. */
const IRREGULAR = new Map(
  `is be;are be;am be;has have;having have;does do;doing do;used use;using use;uses use;ran run;built build;people person;
   ppl person;folks person;folk person;peeps person;devs developer;dev developer;apis api;status status`
    .split(/;\s*/)
    .map((pair) => pair.split(" ") as [string, string]),
);

function withoutPlural(word: string): string {
  if (word.length <= 3) return word;
  if (/ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return /[^siu]s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutTense(word: string): string {
  if (/eed$/.test(word)) return word;
  const rest = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (rest === undefined || rest.length < 3 || !/[aeiouy]/.test(rest)) return word;
  return /([^aeiouylsz])\1$/.test(rest) ? rest.slice(0, -1) : rest;
}

function withoutE(word: string): string {
  if (word.length <= 3) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}i`;
  return /[^e]e$/.test(word) ? word.slice(0, -1) : word;
}
