import { describe } from "vitest";
import { EARLIER, OLDEST_AND_NEWEST } from "../fixtures/earlier.ts";
import { goesOn } from "./earlier.ts";

const between = EARLIER.filter((name) => !OLDEST_AND_NEWEST.some((one) => one === name));

describe.each(between)("a database of %s", goesOn);
