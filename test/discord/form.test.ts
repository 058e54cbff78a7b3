import { type APIModalSubmission, ComponentType } from "discord.js";
import { expect, test } from "vitest";
import { drawForm, readForm } from "../../adapters/discord/show/form.ts";
import type { Field, Form } from "../../src/card/card.ts";
import { problemsOf } from "../fake/discord/spec.ts";

const TOKEN = { decision: "abcd1234", control: "later/admin", revision: 3 };

function drawn(form: Partial<Form>) {
  const data = drawForm(
    { id: "later", title: "Today and later", submit: "Save", fields: [], ...form },
    TOKEN,
  );
  return { data, problems: problemsOf("POST", "/interactions/1/token/callback", { type: 9, data }) };
}

function choice(id: string, count: number): Field {
  const options = Array.from({ length: count }, (_, n) => ({ value: `v${n}`, label: `Choice ${n}` }));
  return { kind: "choice", id, label: "Which?", hint: "One of them", options, initial: "v1", required: true };
}

const line: Field = { kind: "line", id: "why", label: "Why?", required: false, max: 300, initial: "because" };

test("two to ten choices are a radio group, others a select; words are a text input", () => {
  const { data, problems } = drawn({ fields: [choice("a", 3), choice("b", 11), choice("c", 1), line] });
  expect(problems).toEqual([]);
  expect(data.components.map((one) => "component" in one && one.component.type)).toEqual([
    ComponentType.RadioGroup,
    ComponentType.StringSelect,
    ComponentType.StringSelect,
    ComponentType.TextInput,
  ]);
});

test("what was answered before is filled in", () => {
  const { data } = drawn({ fields: [choice("a", 3), line] });
  expect(JSON.stringify(data)).toContain('"value":"v1","label":"Choice 1","default":true');
  expect(JSON.stringify(data)).toContain('"value":"because"');
});

test("an introduction comes first, or under the first label where five fields leave no room", () => {
  const intro = ["In *six* months"];
  expect(drawn({ intro, fields: [line] }).data.components[0]).toEqual({
    type: ComponentType.TextDisplay,
    content: "In \\*six\\* months",
  });
  const five = drawn({ intro, fields: ["a", "b", "c", "d", "e"].map((id) => ({ ...line, id })) });
  expect(five.problems).toEqual([]);
  expect(five.data.components[0]).toMatchObject({ label: "Why?", description: "In *six* months" });
});

test("labels that are too long are shortened", () => {
  expect(
    drawn({ title: "t".repeat(60), fields: [{ ...line, label: "l ".repeat(60), hint: "h ".repeat(90) }] })
      .problems,
  ).toEqual([]);
});

test("what was filled in comes back by the fields' ids", () => {
  const submission = {
    custom_id: "x",
    components: [
      { type: 10, id: 1 },
      { type: 18, id: 2, component: { type: 21, id: 3, custom_id: "today", value: "core" } },
      { type: 18, id: 4, component: { type: 21, id: 5, custom_id: "later", value: null } },
      { type: 18, id: 6, component: { type: 3, id: 7, custom_id: "option", values: ["django"] } },
      { type: 18, id: 8, component: { type: 3, id: 9, custom_id: "none", values: [] } },
      { type: 1, id: 10, components: [{ type: 4, id: 11, custom_id: "why", value: "so" }] },
    ],
  };
  expect(readForm(submission as unknown as APIModalSubmission)).toEqual({
    fields: { today: "core", later: "", option: "django", none: "", why: "so" },
  });
});

const people: Field = { kind: "people", id: "people", label: "Who answers?", required: false, most: 20 };

test("people are picked from those of the server, and come back by the names that they have there", () => {
  const { data, problems } = drawn({ fields: [people] });
  expect(problems).toEqual([]);
  expect(data.components[0]).toMatchObject({
    component: { type: ComponentType.UserSelect, min_values: 0, max_values: 20 },
  });
  const submission = {
    custom_id: "x",
    components: [
      { type: 18, id: 1, component: { type: 5, id: 2, custom_id: "people", values: ["1", "2", "3"] } },
    ],
    resolved: {
      users: {
        1: { id: "1", username: "ana", global_name: "Ana" },
        2: { id: "2", username: "bo", global_name: null },
        3: { id: "3", username: "beep", bot: true },
      },
      members: { 1: { nick: "Ana K." } },
    },
  };
  expect(readForm(submission as unknown as APIModalSubmission)).toEqual({
    fields: { people: "1 2 3" },
    people: {
      people: [
        { id: "1", name: "Ana K." },
        { id: "2", name: "bo" },
      ],
    },
  });
});

test("a form that has to be put right opens with what was in it", () => {
  const form: Form = { id: "edit", title: "Edit", submit: "Save", fields: [choice("a", 3), line, people] };
  const data = drawForm(form, TOKEN, { a: "v2", why: "so", people: "1 2" });
  expect(problemsOf("POST", "/interactions/1/token/callback", { type: 9, data })).toEqual([]);
  const text = JSON.stringify(data);
  expect(text).toContain('"value":"v2","label":"Choice 2","default":true');
  expect(text).not.toContain('"label":"Choice 1","default":true');
  expect(text).toContain('"value":"so"');
  expect(text).toContain('"default_values":[{"id":"1","type":"user"},{"id":"2","type":"user"}]');
});
