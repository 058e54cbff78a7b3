/** What a platform sends may be malformed, and ends nothing. */
import { test } from "vitest";
import { stopDates } from "../slack/harness.ts";
import { overGateway } from "./discord.ts";
import { overHttp, overSocket } from "./slack.ts";

stopDates();

test("Slack over Socket Mode", () => overSocket(150));
test("Slack over HTTP", () => overHttp(100));
test("Discord's gateway", () => overGateway(100));
