import { describe } from "vitest";
import { OLDEST_AND_NEWEST } from "../fixtures/earlier.ts";
import { goesOn } from "./earlier.ts";

describe.each(OLDEST_AND_NEWEST)("a database of %s", goesOn);
