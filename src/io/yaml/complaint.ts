/** A mistake of syntax that no slip explains, without the words of the library that found it. */
import type { ErrorCode, YAMLError } from "yaml";
import { show } from "../../scoring/pack/problem.ts";
import type { Fault } from "./fault.ts";

export function complaint({ code, pos }: YAMLError, text: string): Fault {
  const [start, end] = pos;
  const line = text.slice(start, Math.min(start + SHOWN, text.length)).split("\n")[0] ?? "";
  const here = line === "" ? "the end of a line" : show(line.trim());
  const [name, found, expected] = WORDS[code] ?? [
    "yaml-syntax",
    here,
    "something else: look at the line above too",
  ];
  return { code: name, span: { start, end: Math.max(start, end) }, found, expected };
}

const SHOWN = 30;

const WORDS: Readonly<Partial<Record<ErrorCode, readonly [code: string, found: string, expected: string]>>> =
  {
    MULTIPLE_DOCS: ["yaml-documents", "a second document", "one document a file"],
    RESOURCE_EXHAUSTION: ["yaml-depth", "nesting without end", "a document that people can read"],
    TAG_RESOLVE_FAILED: [
      "yaml-tag",
      "a tag that is not of YAML's core schema",
      "plain values, or quotes around a text that starts with !",
    ],
    TAB_AS_INDENT: ["yaml-tab", "a tab before the text", "spaces: YAML counts columns"],
    NON_STRING_KEY: ["yaml-key", "a key that is no text", "a plain text as key"],
    BAD_INDENT: [
      "yaml-indent",
      "a line that begins at another column than its neighbours",
      "the same column",
    ],
    BAD_DIRECTIVE: ["yaml-syntax", "a line that starts with %", "quotes around it, if it is a text"],
    BAD_ALIAS: ["yaml-anchor", "an & or * without a name", "quotes around the text"],
    MULTIPLE_ANCHORS: ["yaml-anchor", "two anchors on one value", "one"],
    BAD_DQ_ESCAPE: ["yaml-escape", "a backslash with nothing that it could mean", "two backslashes for one"],
  };
