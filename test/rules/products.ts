/**
 * Kinds of product whose framework is known, told by the answers that such a team would give. They were written down
 * before the ratings of version 2, and are not the pack's worked cases: nothing is tuned so that one of them comes out.
 */
import type { Answers } from "./teams.ts";

export interface Product {
  readonly name: string;
  readonly known: "fastapi" | "django" | "both";
  readonly answers: Answers;
}

const QUESTIONS = [
  ...["consumers", "admin", "performance", "async", "ready_made", "delivery", "structure", "decisions"],
  ...["capacity", "team", "typing", "documentation", "experience", "priority"],
] as const;

/** `said`: the choices in the order of `QUESTIONS`, by a space; "-" where the question does not apply. */
function product(known: Product["known"], name: string, said: string): Product {
  const choices = said.trim().split(/\s+/);
  if (choices.length !== QUESTIONS.length) throw new Error(`${name}: ${choices.length} answers`);
  const entries = QUESTIONS.map((question, n) => [question, choices[n] ?? "-"] as const);
  return { name, known, answers: Object.fromEntries(entries.filter(([, choice]) => choice !== "-")) };
}

// consumers admin performance async ready_made delivery structure decisions capacity team typing documentation experience priority
export const PRODUCTS: readonly Product[] = [
  product(
    "django",
    "Pinboard at its start, as Pinterest",
    "pages some hot hardly most application monolith framework one few hardly - either breadth",
  ),
  product(
    "django",
    "Catalogue of add-ons with reviewers, as Mozilla's",
    "mixed core hot hardly most steady monolith framework two several hardly outsiders used_django breadth",
  ),
  product(
    "django",
    "Newspaper's site and newsroom",
    "pages core hot hardly most application monolith framework one several hardly - either breadth",
  ),
  product(
    "django",
    "Admin tool for one department",
    "pages core ordinary hardly most application monolith no_preference one few hardly - either breadth",
  ),
  product(
    "django",
    "Museum's site with a CMS",
    "pages core ordinary hardly most steady monolith framework one few hardly - either breadth",
  ),
  product(
    "django",
    "First version of a SaaS by two developers",
    "pages some ordinary some most application monolith no_preference one few partly - either breadth",
  ),
  product(
    "django",
    "Product analytics with a React frontend, as PostHog",
    "own_clients some hot some most application monolith framework two several partly outsiders used_django breadth",
  ),
  product(
    "django",
    "Personnel system of a company",
    "pages core ordinary hardly most application monolith framework one several hardly - either breadth",
  ),
  product(
    "django",
    "Licence applications at a public office",
    "pages core ordinary hardly most steady monolith framework one several partly - either breadth",
  ),
  product(
    "django",
    "Code hosting, as Bitbucket",
    "mixed some hot some most application monolith framework two several hardly outsiders used_django breadth",
  ),
  product(
    "django",
    "Hosting of documentation, as Read the Docs",
    "pages some hot some most application monolith framework two few hardly - used_django breadth",
  ),
  product(
    "fastapi",
    "Machine learning inside an office suite, as Microsoft's",
    "programs none hot some little endpoints services team many several strict outsiders either api_performance",
  ),
  product(
    "fastapi",
    "Inference API of a start-up",
    "programs none critical some little endpoints services team two few strict outsiders either api_performance",
  ),
  product(
    "fastapi",
    "Ingestion from devices",
    "programs some critical mostly little steady services team many several partly us either api_performance",
  ),
  product(
    "fastapi",
    "APIs of a network vendor's support, as Cisco's",
    "programs none hot mostly little endpoints services team many several strict outsiders either api_performance",
  ),
  product(
    "fastapi",
    "Server of map tiles, as TiTiler",
    "programs none critical mostly little endpoints services team two few strict outsiders either api_performance",
  ),
  product(
    "fastapi",
    "Server in front of a model, as vLLM's",
    "programs none critical mostly little endpoints services team one several strict outsiders either api_performance",
  ),
  product(
    "fastapi",
    "Scoring of payments for fraud",
    "programs none critical some little steady services no_preference many several partly us either api_performance",
  ),
  product(
    "fastapi",
    "Market data for customers' programs",
    "programs none hot some accounts endpoints services team two few partly outsiders either api_performance",
  ),
  product(
    "fastapi",
    "Recipe manager to host oneself, as Mealie",
    "own_clients some ordinary hardly accounts application small team one few strict outsiders either breadth",
  ),
  product(
    "fastapi",
    "Backend of a game with live matches",
    "own_clients some critical mostly accounts endpoints services team many several strict us either api_performance",
  ),
  product(
    "fastapi",
    "Gateway between a mobile app and services",
    "own_clients none hot mostly little endpoints services team many several strict us either api_performance",
  ),
  product(
    "both",
    "Marketplace with moderators and a busy search",
    "apps_and_partners core hot some most application core no_preference two several partly outsiders either both",
  ),
  product(
    "both",
    "Deliveries with live tracking and dispatchers",
    "apps_and_partners core hot mostly most application core no_preference many several partly us used_django both",
  ),
  product(
    "both",
    "Shop with a recommendation service",
    "pages core hot some most steady core framework many many partly - used_django both",
  ),
  product(
    "both",
    "Team chat with a realtime server, as Zulip",
    "own_clients some hot mostly most application core framework two several strict outsiders used_django both",
  ),
];

/**
 * Small and simple products, written down before the ratings and weights of version 2.1 were looked at. Recipe managers
 * to host oneself are built with either: Mealie with FastAPI, Tandoor with Django.
 */
export const SMALL: readonly Product[] = [
  product(
    "fastapi",
    "API of a to-do app",
    "own_clients none ordinary hardly accounts endpoints small team one few partly us either breadth",
  ),
  product(
    "django",
    "Stock list of a workshop",
    "pages some ordinary hardly accounts application small no_preference one few hardly - either breadth",
  ),
  product(
    "fastapi",
    "Weekend's prototype over a language model",
    "own_clients none ordinary mostly little application small no_preference one few partly us either breadth",
  ),
  product(
    "django",
    "Personal site with a blog",
    "pages some ordinary hardly most steady small no_preference one few hardly - either breadth",
  ),
  product(
    "django",
    "Recipe manager to host oneself, as Tandoor",
    "own_clients some ordinary hardly most application small framework one few hardly us either breadth",
  ),
  product(
    "fastapi",
    "Link shortener",
    "programs none hot hardly little endpoints small team one few partly us either api_performance",
  ),
  product(
    "fastapi",
    "Demo of a model for a talk",
    "own_clients none ordinary some little endpoints small no_preference one few partly us either breadth",
  ),
  product(
    "fastapi",
    "Receiver of webhooks for a chat",
    "programs none ordinary some little steady services no_preference two few partly us either breadth",
  ),
  product(
    "django",
    "Students' course register",
    "pages core ordinary hardly most application small framework one few hardly - either breadth",
  ),
  product(
    "fastapi",
    "Sync for a command-line tool",
    "programs none ordinary hardly accounts endpoints small team one few strict us either breadth",
  ),
  product(
    "django",
    "Bookmarks to host oneself, as linkding",
    "pages some ordinary hardly accounts application small framework one few hardly - either breadth",
  ),
  product(
    "django",
    "Archive of scanned papers, as Paperless",
    "own_clients core ordinary some most application monolith framework one few partly us either breadth",
  ),
  product(
    "django",
    "Watch over cron jobs, as Healthchecks",
    "mixed some hot hardly most application small framework one few hardly outsiders used_django breadth",
  ),
  product(
    "fastapi",
    "Chat interface for local models, as Open WebUI",
    "own_clients some ordinary mostly accounts application monolith team one few partly us either breadth",
  ),
];
