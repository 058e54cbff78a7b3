/** What a platform sends may be malformed, and ends nothing: at length. */
import { test } from "vitest";
import { stopDates } from "../slack/harness.ts";
import { overGateway } from "./discord.ts";
import { overHttp, overSocket } from "./slack.ts";

stopDates();

test("Slack over Socket Mode", () => overSocket(3_000));
test("Slack over HTTP", () => overHttp(3_000));
test("Discord's gateway", () => overGateway(6_000));
