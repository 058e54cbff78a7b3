/** What the fake Discord finds wrong with bodies that carry files. */
import { expect, test } from "vitest";
import { attachmentProblems, readBody } from "../fake/discord/multipart.ts";

const FILE = { n: "0", name: "a.md", bytes: Buffer.from("a") };
const shows = (...names: string[]) =>
  names.map((name) => ({ type: 13, file: { url: `attachment://${name}` } }));
const named = (id: string, filename: string) => ({ id, filename });

test("a file that is named, shown and there is fine; so is one that stays", () => {
  const attachments = [named("0", "a.md"), named("77", "old.md")];
  const body = { attachments, components: shows("a.md", "old.md") };
  expect(attachmentProblems(body, [FILE], ["77"])).toEqual([]);
  expect(attachmentProblems({ attachments: [], components: [] }, [], ["77"])).toEqual([]);
});

test.each([
  ["without its attachment", { components: [] }, [FILE], "no attachment says what files[0] is"],
  [
    "of another name",
    { attachments: [named("0", "b.md")], components: shows("b.md") },
    [FILE],
    "is called a.md",
  ],
  [
    "that nothing shows",
    { attachments: [named("0", "a.md")], components: [] },
    [FILE],
    "a.md is attached unseen",
  ],
  [
    "that never came",
    { attachments: [named("0", "a.md")], components: shows("a.md") },
    [],
    "attachment 0 is nowhere",
  ],
  [
    "that was dropped",
    { attachments: [], components: shows("a.md") },
    [],
    "attachment://a.md is not attached",
  ],
  [
    "that is empty",
    { attachments: [named("0", "a.md")], components: shows("a.md") },
    [{ ...FILE, bytes: Buffer.alloc(0) }],
    "files[0] is empty",
  ],
  [
    "shown twice",
    { attachments: [named("0", "a.md")], components: shows("a.md", "a.md") },
    [FILE],
    "shown twice",
  ],
])("a file %s is a problem", (_, body, files, problem) => {
  expect(attachmentProblems(body, files, [])).toContainEqual(expect.stringContaining(problem));
});

async function problemsOf(parts: readonly (readonly [string, string | File])[]): Promise<readonly string[]> {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  const request = new Request("http://localhost", { method: "POST", body: form });
  const type = request.headers.get("content-type") ?? "";
  return (await readBody(Buffer.from(await request.arrayBuffer()), type)).problems;
}

test("a multipart body is one payload_json and files by their numbers", async () => {
  const file = new File(["a"], "a.md");
  expect(
    await problemsOf([
      ["payload_json", "{}"],
      ["files[0]", file],
    ]),
  ).toEqual([]);
  expect(await problemsOf([["files[0]", file]])).toEqual(["0 parts named payload_json"]);
  expect(
    await problemsOf([
      ["payload_json", "{}"],
      ["file", file],
    ]),
  ).toContain("a part named file");
  expect(await problemsOf([["payload_json", "{}"]])).toEqual(["a multipart body without files"]);
});
