/** Whether the language model's server answers, takes the key and has the model: asked without sending anybody's words. */
import { z } from "zod";
import type { ModelConfig } from "../shared/config.ts";
import { about, EXAMINE_MS, type Finding } from "../shared/finding.ts";

const reader = about("reader");

/** As OpenAI's protocol lists models. */
const listed = z.object({ data: z.array(z.object({ id: z.string() })) });

export async function examineReader({ url, model, key }: ModelConfig): Promise<Finding> {
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch(`${url}/models`, {
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(EXAMINE_MS),
    });
    body = await answer.json().catch(() => null);
  } catch {
    return reader.wrong(
      `Nobody answers at READER_URL (${new URL(url).host}): see to that server, or to the address. Discussions are read without it meanwhile.`,
    );
  }
  const { status } = answer;
  if (status === 401 || status === 403)
    return reader.wrong(`READER_KEY is not accepted at READER_URL (${status}): copy it anew.`);
  const models = listed.safeParse(body);
  if (!answer.ok || !models.success)
    return reader.wrong(
      `READER_URL answers, and not as a language model's server does (${status}): most of their addresses end in /v1.`,
    );
  return models.data.data.some(({ id }) => id === model)
    ? reader.right(`READER_URL answers, and has ${model}.`)
    : reader.unknown(
        `READER_URL answers, and does not list ${model}: is READER_MODEL the name that it has there?`,
      );
}
