import * as fc from "fast-check";
import { expect, test } from "vitest";
import { madr } from "../../src/record/madr.ts";
import { isEdited, isMadeFrom, marked, recordedId } from "../../src/record/mark.ts";
import { jobs } from "../conversation/pack.ts";
import { accepted } from "./decisions.ts";
import { hostile } from "./hostile.ts";

const record = madr(accepted(), jobs);
/** As 0.1.0 began one. */
const first = "---\nstatus: accepted\nplumbline: k3v9q0zt\n\n---\n# Billing\n";

test("a record says whose it is, also with other line ends, and when 0.1.0 wrote it; no other text does", () => {
  const { id } = accepted();
  expect(recordedId(record)).toBe(id);
  expect(recordedId(record.replaceAll("\n", "\r\n"))).toBe(id);
  expect(recordedId(`${record}\nA note of ours.\n`)).toBe(id);
  expect(recordedId(first)).toBe("k3v9q0zt");
  expect(recordedId(first.replaceAll("\n", "\r\n"))).toBe("k3v9q0zt");
  expect(recordedId(first.replace("k3v9q0zt", '"k3v9q0zt"'))).toBe("k3v9q0zt");
  const others = [
    "",
    "# Billing\n\n`<!-- plumbline: k3v9q0zt 00000000 -->`\n",
    "# Billing\n\n<!-- plumbline: k3v9q0zt -->\n",
    first.replace(/^---\n/, ""),
    first.replace("plumbline: ", "  plumbline: "),
    "# Title\n\n---\nplumbline: k3v9q0zt\n---\n",
    "---\nstatus: accepted\n---\n# Title\n\nplumbline: k3v9q0zt\n\n---\n",
  ];
  for (const other of others) expect(recordedId(other)).toBeNull();
});

test("whatever anybody changes in a record is seen, but for line ends", () => {
  expect(isEdited(record)).toBe(false);
  expect(isEdited(record.replaceAll("\n", "\r\n"))).toBe(false);
  expect(isEdited(record.trimEnd())).toBe(false);
  expect(isEdited(`${record}\nA note of ours.\n`)).toBe(true);
  // 0.1.0 did not note what it wrote, so nobody knows.
  expect(isEdited(first)).toBe(true);
  const end = record.lastIndexOf("<!--") - 2;
  fc.assert(
    fc.property(fc.nat(end - 1), fc.nat(3), hostile, (at, length, words) => {
      const edited = record.slice(0, at) + words + record.slice(Math.min(at + length, end));
      const isSame = edited.replaceAll("\r\n", "\n") === record;
      expect(isEdited(edited)).toBe(!isSame);
      expect(isMadeFrom(edited, record)).toBe(true);
    }),
  );
});

test("a record that people have edited is still made from the text that it was made from, and from no other", () => {
  const [one, other] = ["one", "other"].map((words) => marked(`# ${words}`, "k3v9q0zt"));
  expect(isMadeFrom(one ?? "", one ?? "")).toBe(true);
  expect(isMadeFrom((one ?? "").replace("# one", "# mine"), one ?? "")).toBe(true);
  expect(isMadeFrom(one ?? "", other ?? "")).toBe(false);
  expect(isMadeFrom(first, one ?? "")).toBe(false);
});

test("where the report is hosted is in the record, and neither news nor an edit", () => {
  const until = Date.UTC(2026, 11, 28);
  const at = (url: string) => madr(accepted(), jobs, undefined, undefined, { url, until });
  const hosted = at("https://reports.example.org/r/abc");
  expect(hosted).toContain(
    "\n\n[The report](https://reports.example.org/r/abc), in which answers can be changed to see what would follow: for whoever has this link, until 28 Dec 2026. <!-- passing -->\n\n<details>",
  );
  for (const other of [record, at("https://reports.example.org/r/def"), hosted.replaceAll("\n", "\r\n")]) {
    expect(isMadeFrom(other, hosted)).toBe(true);
    expect(isMadeFrom(hosted, other)).toBe(true);
    expect(isEdited(other)).toBe(false);
  }
  expect(isEdited(hosted.replace("https://reports", "https://elsewhere"))).toBe(false);
  expect(isEdited(hosted.replace("## ", "### "))).toBe(true);
});
