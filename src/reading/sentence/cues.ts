/** English words that tell how a sentence is meant, written as a pack writes its phrases. */
import { hitsIn, phrasebook, phraseOf, vocabularyOf } from "../phrases.ts";
import type { Word } from "../tokens.ts";

export type Cue =
  /** Holds a cue and means nothing by it. */
  | "harmless"
  /** The sentence states nothing: unknown, asked, imagined, compared, or from hearsay. */
  | "silent"
  /** It is meant otherwise than it says. */
  /** What it depends on: only supposed, beside "would", "need" and the like. */
  | "condition"
  /** It is meant otherwise than it says. */
  | "irony"
  /** The sentence tells of how things were. */
  | "past"
  /** The clause does. */
  | "was"
  /** How things are in general, unless the sentence speaks of the team. */
  | "general"
  /** Others do it, unless the clause speaks of the team too. */
  | "others"
  /** Alone it states nothing; with a time to come it is for later. */
  | "doubt"
  | "later"
  /** Of what is yet to come it is for later; of anything else nobody knows when. */
  | "sometime"
  | "today"
  /** Not at this time, without saying that it will be later. */
  | "not-now"
  /** Denies what stands on either side of it. */
  | "denying"
  /** Denies what it belongs to. */
  | "removed"
  /** Denies what follows, and what stands before is wanted. */
  | "instead"
  /** Takes back what the same person said before. */
  | "withdrawn";

/** Names of times, as `<name>`. */
const TIMES = {
  season: ["spring", "summer", "autumn", "fall", "winter", "christmas", "xmas", "easter", "new year"],
  month: `january february march april june july august september october november december`.split(" "),
  quarter: ["q1", "q2", "q3", "q4", "h1", "h2"],
};

const CUES: Readonly<Record<Cue, string>> = {
  harmless: `not only; not just; no doubt; no question; no problem; no worries; nothing but; no matter; not to mention;
    if you ask me; if you count/include; or not at all; learn another; before you ask; without asking; if you will; if anything; if i may; could not care less; no need to argue; why not;
    somebody/someone/people/person/one/devs/anyone ... who knows; new guy/guys/people/dev/devs from; forget/forgets/forgot password/passwords; if needed; if need be; if necessary; if it/they has/have to; may not; since/from/until may; may see/edit/read/look/do/touch/change/go; one/two/three at time; from/through/via/by google/facebook/instagram/pinterest/youtube/reddit/linkedin/tiktok; google shopping/search/images/ads/analytics/find/finds/index; outside/beyond/except/besides tutorial;
    can think of; can not think of; maybe/perhaps/probably/roughly 0..; day/week/month/year/years maybe/perhaps/probably;  guess what; once/twice/..5 day/week/month/year/quarter; once in; once again; no wonder;
    at once; was thinking; i was wrong; not bad; no idea why; sure thing; like i said; as i said; as said; in may; by may;
    do/have/get/see/is/be/at maybe/perhaps/probably/roughly/like 0..; likely not; have had; have ... had; not optional; not negotiable; not up for debate; get/gets/getting lost; no longer than; no more than; not more than; nothing to look at; nothing to see; if ... slower/longer than; if ... nobody/none/no cares/notices/minds/care/notice/mind/complains/complain; if ... above/over/exceeds/past ..9999; nothing else; nothing more; not much else; no objection;
    what if not; also/even/still when/if/once we/it/they/things/traffic/usage/everything get/grow/scale/take/be/become/reach/expand/explode/go/have/hire; even if; even when; done/ready/finished/due/live/shipped/launched/delivered/out by/in/before/for/until <season>;
    done/ready/finished/due/live/shipped/launched/delivered/out by/in/before/for/until <month>;
    done/ready/finished/due/live/shipped/launched/delivered/out by/in/before/for/until <quarter>`,
  silent: `services/servers/site/api is/are down; down right now; doubt; doubtful; demo; hackathon; proof of concept; poc; learn; try out; play with; i/we will/should/could look at; let us/me look at; need/want/have to look at; look into; 
    other project/product/portal/one; in/for project; this morning; this afternoon; yesterday; tonight; last night; unless; whether; assuming; assume; suppose; supposing; supposed to; imagine; in case; as long as; provided; side/school/hobby/pet/university project; thesis; at school/university/college; in course; coursework; depends; depend on;
    if i remember; i/we have feeling; not sure; unsure; not certain; do not know; no idea; no clue; wonder; wondering; wondered; i bet; i thought; unclear; undecided; hypothetically;
    in theory; theoretically; versus; vs; compared to; heard; hear; according to; i read; told me; told us; was/am told; i/we thought we/it/you/that/this; question/q from;
    were told; for example; for instance; e g; convince; convinced; hard to say; hard to tell; who knows; tell/ask/know/see/check/clear if; asks/asked ... if/whether; do not ask me/us; another/different story; tell/ask me/us if; tbd; to be decided;
    up for debate; up in air; not decided; still open; open question; rumour; rumor; allegedly; apparently;
    supposedly; were it; were we; had we; what about; how about; any chance; say we; let us say; either or; would have;
    should think; should discuss; should talk about; need to decide; have to decide; decide on; consider whether; remains to be seen;
    until next; until later; depends on; mess; is/are broken; flaky; remember; check with; let me/us check/ask; i/we will/can/should/could/must ask; have/need to ask; will/should/must ask; ask him/her/them/someone/somebody; my/new/this ... laptop; wifi password; lunch; dinner; coffee; beer; beers; drinks; pizza;
    on vacation; on holiday; birthday; password for; my password; at/to/birthday/my/office party; in perfect/ideal world; who has/have time; wrong thread/channel/window/chat; or not; rumour has; fingers crossed; knock on wood; not my call/decision/job; not up to me/us; not boss; above my pay; video call; subscription; some say; people say; wish; would only`,
  condition: `if`,
  irony: `of course the ... will; oh nice/cool/wonderful/lovely; what surprise; for my birthday; pigs will fly; just what i/we wanted; next you tell; everyone knows; sure let us; sure we will just; as he/she put it; famous last words; not soap;
    great/nice/wonderful/brilliant/lovely another; not like; do not tell me; oh sure; yeah sure; oh yeah; totally need/want/have; is clearly; what this needs; exactly what this; clearly more; says fun; lol; lmao; rofl; haha; hahaha; hehe; lulz; yeah right; oh great; oh good; just what we need; exactly what we need; love how;
    of course we; lying around; pony; as if; good luck with; what could go wrong; always go well; dream on; just kidding;
    kidding; joking; jk; blockchain; sure because; right because; because we have so; wow; as usual; everyone favourite; everyone favorite;
    because why not; yay another; yay more`,
  was: `ago; until/till 1970..2024; last year/month/quarter/week/summer/winter/spring/autumn/time; had; was; were; did; won; went; lost; came; met; saw; crashed; fainted; i once; we once`,
  past: `ran/run/built/shipped/did/worked ... before this; before joining; before i/we joined; for/in/on old portal/app/product/tool/site/backend/ui/setup/version; once built/did/used/worked/tried/shipped/wrote; used to; last project/job/team/company/gig/place;
    previous one/gig/employer/role/startup/shop/api/app/version/system/backend/product/owner; old gig/employer/role; previous job/team/project/company/place; old job/team/project/company/place/system/days/version; in/on/with old one; previously; formerly; back then;
    back when; back in day/days/1990..; once upon; at that time; back at time; in past; former; ex; originally;
    my last; we once`,
  others: `agency/agencies/consultancy/consultant/consultants/contractor/contractors/freelancer/freelancers/vendor/vendors/supplier/integrator/auditor/recruiter/salesman/salesperson/influencer/reviewer/interviewer ... want/recommend/suggest/propose/push/insist/swear/prefer/advise/demand/like/love/run/use/have/say/do; our client/customer has/runs/uses; our friends; friends at; my sister/brother/wife/husband/partner/dad/father/mum/mom/mother/cousin/uncle/aunt/neighbour/neighbor/roommate/flatmate/boyfriend/girlfriend/son/daughter;
    next door; upstairs; downstairs; across street/road; parent/sister/partner/neighbouring company/firm; partner firm; folks/guys/people/devs/team from; company/team/people/shop/startup/place/guy/one i know; there we; not here; competitor; competition; competing; rival; consultant; instagram; shopify; netflix; google; facebook; meta; amazon; aws; uber;
    lyft; airbnb; spotify; twitter; linkedin; stripe; reddit; dropbox; pinterest; youtube; microsoft; apple;
    twitch; zalando; atlassian; basecamp; stackoverflow; tiktok; whatsapp; cloudflare; paypal; klarna; revolut; monzo;
    doordash; tesla; salesforce; notion; figma; ebay; etsy; miro; trello; asana; airtable; ikea; disney; hulu; tinder; strava; duolingo; canva; adobe; siemens; bosch; bmw; volkswagen; allianz; deliveroo; adyen; coinbase; mozilla; snapchat; google docs; folks/guys/engineers/devs at; over at; other department/squad/office/branch/division; another company/department/squad; my family/flat/kids; in mongo/django/fastapi/react/official docs; hn; hacker news; other companies/company/teams/people/startups/shops; big tech;
    faang; some companies/teams/people; most companies/teams/people; everyone/everybody use/do/run; my friend;
    friend of mine; someone/somebody said/told/asked/mentioned/claimed/wrote/wants/suggested/has; in that benchmark; benchmark; tutorial; blog post; in/on/from/their/this blog; this/that/read/in/an article; in/on/this/that podcast; at/from/this conference; talk by; in/by book`,
  general: `usually; in general; generally; typically; normally; as rule; rule of thumb; tend to; usual advice; best practice/practices;
    for/in team of; teams of; people of; small/large/big/bigger/smaller/most/many/some teams/shops/companies; in most/many cases`,
  doubt: `joining; will/would join; is/are/start hiring; will/would/should/to hire; need/want/lost/fired 1.. engineers/developers/devs/people/programmers; engineers/developers/devs/people left/quit/leaving; maybe; perhaps; possibly; potentially; might; may; could; probably; likely; guess; hopefully; hope; consider; considering;
    thinking of; think of; thinking about; think about; optional; nice to have; would be nice/nicer/great/cool/good/better/sweet; would love; ideally; presumably; as far as i know; i assume; tempted; toying; dream; someone should; in my dreams;
    eventually maybe; not necessarily; or not; not convinced; seems; seem; sounds like; propose; suggest; how hard; would need; would want;
    would have to; would require; would make`,
  later: `in future; in near/far/distant future; over next/coming weeks/months/year/years; long term; longer term; long run; longer run;
    in year two/three/2/3; in second/third year; next sprint/month/quarter/year/release/version/iteration/season/phase/spring/summer/autumn/fall/winter/half/milestone/week;
    phase two/2/ii/three/3; second phase; stage two/2; step two/2;
    in/by/from/after/around/during/for/starting/before/come/this/since/till/until <quarter>; <quarter>;
    in/by/from/after/around/this/during/come/before <season>; by/from/after/come/starting <month>;
    in/by/from/after/around/during/for/starting 2027..2040; then it/we will; by/before/at end of year; year end; eoy; new year; next year;
    in/within about/around/roughly/another/.. 1..60 months/years/quarters; in/within 1..60 months/years/quarters;
    in half year; in about half year; in year; in year or two; in couple/few months/years/quarters/weeks; in couple of months/years/quarters; in some months/years;
    within year; in about year; months/years from now; year from now; this time next; mid term;
    when we are bigger/big/larger/large/live/there; when we get/grow/scale/expand/hire; future; long-term`,
  sometime: `later; eventually; someday; some day; one day; at some point; down road; down line; down track; throughout/through/during year;
    over course of; over time; with time; soon; after launch/release/mvp/go-live/ga/v1/beta/pilot/christmas/xmas/summer/easter;
    v2; v3; version 2/two; once we/they/it/you/everything/customers; once ... be/goes/go/gets/get/lands/land/sign/signs/grow/takes;
    when/as we/it/they/things/traffic/usage get/grow/scale/take/expand/reach/hire/become/explode; when ... bigger/larger/takes off;
    over <season>; in/around/during <month>; by then; further out; roadmap; on roadmap; backlog; after that maybe; sooner or later;
    one fine day; at later stage/point/date; further down; in due course; until then`,
  today: `now; today; currently; at moment; at present; day one; day 1; already; initially; at first; to start with; to begin with; from start; for now; yet;
    this month/quarter/year/sprint/week; in v1; for v1; at launch; for launch; mvp; right now; as of now; first version; from beginning; these days; presently; so far`,
  "not-now": `not now; not right now; not yet; not today; not immediately; not for now; not at moment; not at first; not initially; not at launch;
    not for launch; not for mvp; not in mvp; not in v1; not for v1; not from day one; not on day one; not this year/quarter/sprint`,
  denying: `ruled out; silly; stupid; crazy; insane; madness; foolish; nuts; mistake; out of scope; too much; too complex; too complicated; too heavy; too early; too slow; too expensive; waste of; off table; cancelled;
    canceled; scrapped; ditched; killed; dropped; overkill; unnecessary; unneeded; irrelevant; pointless; yagni; dead; deprecated; abandoned; fell through; shelved;
    postponed; descoped; not happening; gone; history; over my dead body`,
  instead: `instead of; rather than; unlike`,
  removed: `less; fewer; got rid of; get rid of; getting rid of; move away from; moved away from; moving away from; move off;
    moved off; migrated off; migrated away from; stop; gave up; no longer; not ... any more; not ... anymore; do away with; away from; sick of; tired of;
    against; avoid; skip; drop; ditch; killed; dropped; scrapped; replaced; regret; hate; afraid of; fear; forget about`,
  withdrawn: `actually no; actually nope; never mind; nevermind; nvm; scrap that; scratch that; strike that; forget that; forget it; forget what i said;
    ignore that; ignore me; ignore what i; ignore my; take that back; take it back; wrong thread/channel/project/window/product/system/repo; that was another; that was other; that was for another;
    that is another; that was old; that be old; my bad; my mistake; i was wrong; i misread; i mixed; mixed up; mixed that up; misremembered; no wait; wait no; hold on no; small/quick/one correction; correction i/we/it/that/not; just kidding; jk;
    not this one; was thinking of another/different/other; was about another/different/other; confused this/it/that/with; sorry no; that was different; on second thought; different project/product/system`,
};

/** Says who is meant, when or how: the sentence as it is then read. */
export interface CueHit {
  readonly cue: Cue;
  readonly from: number;
  readonly to: number;
  /** Where each of its words stands: others may stand between them. */
  readonly places: readonly number[];
}

const NAMED = vocabularyOf(TIMES);
const BOOK = phrasebook(
  (Object.keys(CUES) as Cue[]).flatMap((cue) =>
    // In a pack's phrase a leading "no" is whatever denies; here it is the word.
    CUES[cue].split(";").map((text) => phraseOf(text.trim().replace(/^no /, "no/nope "), cue, NAMED, 0)),
  ),
);

/** By place. A cue inside one with more words is hidden by it. */
export function cuesIn(words: readonly Word[]): readonly CueHit[] {
  const found = hitsIn(words, BOOK);
  return found
    .filter(
      (one) =>
        !found.some(
          (other) =>
            other.places.length > one.places.length &&
            one.places.every((place) => other.places.includes(place)),
        ),
    )
    .map(({ phrase, from, to, places }) => ({ cue: phrase.means, from, to, places }));
}
