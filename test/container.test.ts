/** What the files of the container promise, as far as it shows without an engine to build it. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
const dockerfile = read("Dockerfile");

test("the image's bases are named by digest, and what is copied is there", () => {
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(bases).toHaveLength(2);
  for (const base of bases) expect(base).toMatch(/^[a-z]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = ""]) =>
    names.split(" "),
  );
  expect(copied.length).toBeGreaterThan(4);
  for (const name of copied) expect(existsSync(new URL(`../${name}`, import.meta.url)), name).toBe(true);
});

test("the image runs as somebody, and sets no variable that an empty line of .env would take away", () => {
  expect(dockerfile).toMatch(/^USER (?!root|0)\w+$/m);
  const [, set = ""] = /^ENV (.+)$/m.exec(dockerfile) ?? [];
  const names = set.split(" ").map((each) => each.split("=")[0]);
  expect(names).toEqual(["NODE_ENV", "PATH"]);
  const example = new Set(read(".env.example").match(/^[A-Z_]+(?==)/gm));
  for (const name of names) expect(example).not.toContain(name);
});

test("compose takes every right away that the bot does not need", () => {
  const { plumbline } = parse(read("compose.yaml")).services;
  expect(plumbline).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    mem_limit: expect.any(String),
    pids_limit: expect.any(Number),
    volumes: ["data:/data"],
  });
  for (const port of plumbline.ports) expect(port).toMatch(/^127\.0\.0\.1:/);
});
