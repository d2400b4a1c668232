// js/player/outbox.js
var Outbox = class {
  #prefix;
  #store;
  /** @type {Map<string, string>} what the storage refused (full, or shut off): kept as long as the page lives */
  #memory = /* @__PURE__ */ new Map();
  /**
   * @param {string} log which log the sessions belong to, so that a sample never mixes with a person's own
   * @param {Store | null} store null: the browser has none
   */
  constructor(log, store) {
    this.#prefix = `palsy_kit:${log}:`;
    this.#store = store;
  }
  /** Whether everything outlives the page. */
  get lasting() {
    return this.#memory.size === 0;
  }
  /**
   * @param {Run} run
   * @param {number} saved_ms since the epoch
   */
  keepRun(run, saved_ms) {
    const { cards, ...session } = run.session;
    if (this.#read(`cards:${run.id}`) === null) this.#write(`cards:${run.id}`, cards);
    this.#write(`run:${run.id}`, { ...run, session, saved_ms });
  }
  /** @returns {(Run & {saved_ms: number})[]} the oldest first */
  runs() {
    const runs = this.#ids("run:").map((id) => {
      const { session, ...run } = this.#read(`run:${id}`);
      return { ...run, session: { ...session, cards: this.#read(`cards:${id}`) } };
    });
    return runs.sort((a, b) => a.saved_ms - b.saved_ms);
  }
  /**
   * Turn a run into a record that waits to be delivered.
   *
   * @param {PerformedRecord} record
   * @param {import("./run.js").RunEvent[]} events
   */
  seal(record, events) {
    this.#write(`record:${record.session_id}`, { record, events });
    this.dropRun(record.session_id);
  }
  /** @returns {PerformedRecord[]} */
  records() {
    return this.#ids("record:").map((id) => this.#read(`record:${id}`).record);
  }
  /** @param {string} id @returns {boolean} whether a record still waits in the browser */
  waits(id) {
    return this.records().some(({ session_id }) => session_id === id);
  }
  /** @param {string} id */
  dropRun(id) {
    this.#remove(`run:${id}`);
    this.#remove(`cards:${id}`);
  }
  /** @param {string} id of a record that is in the log */
  dropRecord(id) {
    this.#remove(`record:${id}`);
  }
  /**
   * @param {string} kind
   * @returns {string[]}
   */
  #ids(kind) {
    const start = this.#prefix + kind;
    const stored = Array.from({ length: this.#store?.length ?? 0 }, (_, place) => this.#store?.key(place) ?? "");
    const keys = /* @__PURE__ */ new Set([...stored, ...this.#memory.keys()]);
    return [...keys].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
  }
  /** @param {string} name */
  #read(name) {
    const key = this.#prefix + name;
    const text = this.#memory.get(key) ?? this.#store?.getItem(key) ?? null;
    return text === null ? null : JSON.parse(text);
  }
  /**
   * @param {string} name
   * @param {unknown} value
   */
  #write(name, value) {
    const key = this.#prefix + name;
    const text = JSON.stringify(value);
    try {
      if (!this.#store) throw new DOMException("no storage", "NotSupportedError");
      this.#store.setItem(key, text);
      this.#memory.delete(key);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.#memory.set(key, text);
    }
  }
  /** @param {string} name */
  #remove(name) {
    this.#memory.delete(this.#prefix + name);
    this.#store?.removeItem(this.#prefix + name);
  }
};
function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

// js/player/locks.js
function claim(name) {
  if (!navigator.locks) return Promise.resolve(() => {
  });
  return new Promise((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise((release) => resolve(() => release(void 0)));
    });
  });
}
async function freed(name, signal) {
  if (!navigator.locks) return true;
  try {
    return await navigator.locks.request(name, { signal }, () => true);
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

// js/player/leftovers.js
var RESUME_WITHIN_MS = 4 * 3600 * 1e3;
var Leftovers = class {
  #outbox;
  #found;
  /** @type {Set<string>} ids of runs that this page plays or knows of */
  #known = /* @__PURE__ */ new Set();
  #waits = new AbortController();
  /** @type {ReturnType<typeof claim> | null} what gives back the run that this page plays, once the browser has granted it */
  #claim = null;
  /**
   * @param {import("./outbox.js").Outbox} outbox
   * @param {(run: KeptRun) => void} found called with each run that no page plays any more
   */
  constructor(outbox, found) {
    this.#outbox = outbox;
    this.#found = found;
  }
  /** Look for runs that this page does not know yet, and wait until no page plays them. */
  look() {
    for (const { id } of this.#outbox.runs()) {
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      void freed(lockOf(id), this.#waits.signal).then((free) => {
        const run = free && this.#kept(id);
        if (run) this.#found(run);
      });
    }
  }
  /** @param {string} id @returns {Promise<boolean>} whether this page plays the run from now on */
  async own(id) {
    this.#known.add(id);
    this.#claim = claim(lockOf(id));
    return await this.#claim !== null;
  }
  /** The run that this page played is over; if the browser has not granted it yet, it goes back as soon as it is. */
  disown() {
    void this.#claim?.then((release) => release?.());
    this.#claim = null;
  }
  /**
   * Take up a run that was found.
   *
   * @param {string} id
   * @returns {Promise<KeptRun | null>} as it stands now; null: another page took it
   */
  async take(id) {
    if (!await this.own(id)) return null;
    const run = this.#kept(id);
    if (run && !run.outcome) return run;
    this.disown();
    return null;
  }
  /** Leave everything to whoever comes next. */
  leave() {
    this.disown();
    this.#waits.abort();
    this.#waits = new AbortController();
    this.#known.clear();
  }
  /** @param {string} id */
  #kept(id) {
    return this.#outbox.runs().find((run) => run.id === id);
  }
};
function mayResume({ saved_ms }) {
  return Date.now() - saved_ms < RESUME_WITHIN_MS;
}
function lockOf(id) {
  return `palsy_kit:${id}`;
}

// js/clock.js
function phaseAt(timeline, elapsed_s) {
  let start_s = 0;
  for (const [index, { duration_s }] of timeline.entries()) {
    if (elapsed_s < start_s + duration_s) {
      const within_s = Math.max(0, elapsed_s - start_s);
      return { index, within_s, left_s: duration_s - within_s, done: false };
    }
    start_s += duration_s;
  }
  return { index: timeline.length - 1, within_s: timeline.at(-1)?.duration_s ?? 0, left_s: 0, done: true };
}
function startsOf(timeline) {
  const starts = [0];
  for (const { duration_s } of timeline) starts.push(starts[starts.length - 1] + duration_s);
  return starts;
}
function total(timeline) {
  return timeline.reduce((sum, { duration_s }) => sum + duration_s, 0);
}
function stopped(at_s, speed = 1) {
  return { at_s, since_ms: null, speed };
}
function read(clock, now_ms) {
  return clock.since_ms === null ? clock.at_s : clock.at_s + (now_ms - clock.since_ms) / 1e3 * clock.speed;
}
function running(clock, now_ms) {
  return { ...clock, at_s: read(clock, now_ms), since_ms: now_ms };
}
function timeOf(clock, at_s) {
  return clock.since_ms === null ? Infinity : clock.since_ms + (at_s - clock.at_s) / clock.speed * 1e3;
}
function intensityAt(phase, within_s, still) {
  const eased_s = Math.min(1, phase.duration_s / 3);
  const ease = (part) => (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, part)))) / 2;
  if (still) return phase.kind === "rest" ? 0 : 1;
  if (phase.kind === "hold") return ease(within_s / eased_s);
  if (phase.kind === "rest") return 1 - ease(within_s / eased_s);
  return ease(2 * within_s / phase.duration_s) * ease(2 - 2 * within_s / phase.duration_s);
}
var TURN_S = 2.4;
function poseAt(phase, within_s, still, turns, hold_s) {
  const intensity = intensityAt(phase, within_s, still);
  if (turns === 1 || !phase.hold) return { turn: 0, intensity };
  if (hold_s < turns * TURN_S) return { turn: (phase.hold - 1) % turns, intensity };
  if (still) return { turn: 0, intensity };
  if (phase.kind === "rest") return { turn: turns - 1, intensity };
  const parts = turns * Math.floor(phase.duration_s / (turns * TURN_S));
  const part = { ...phase, duration_s: phase.duration_s / parts };
  const at = Math.min(parts - 1, Math.floor(within_s / part.duration_s));
  const part_s = within_s - at * part.duration_s;
  const falls = at < parts - 1 ? intensityAt(part, part.duration_s - part_s, false) : 1;
  return { turn: at % turns, intensity: Math.min(intensityAt(part, part_s, false), falls) };
}

// js/player/run.js
function begin(session, { id, ready_s, tightness_before, utc_offset_min, started_at }) {
  const timeline = session.timeline.map((phase) => phase.kind === "get_ready" ? { ...phase, duration_s: ready_s } : phase);
  return {
    id,
    session,
    timeline,
    planned_s: total(timeline),
    at_s: 0,
    items: session.plan.items.map(() => ({ holds_done: 0, held_s: 0, active_s: 0 })),
    started_at,
    utc_offset_min,
    tightness_before,
    outcome: null,
    events: []
  };
}
function pass(run, to_s, stamp2) {
  const starts = startsOf(run.timeline);
  const until_s = Math.min(to_s, starts[starts.length - 1]);
  const items = run.items.map((item) => ({ ...item }));
  const events = [...run.events];
  for (const [index, { kind, item }] of run.timeline.entries()) {
    const ran_s = Math.min(until_s, starts[index + 1]) - Math.max(run.at_s, starts[index]);
    if (ran_s <= 0) continue;
    items[item].active_s += ran_s;
    if (kind !== "hold") continue;
    items[item].held_s += ran_s;
    if (until_s < starts[index + 1]) continue;
    items[item].holds_done += 1;
    events.push({ type: "hold_done", at_s: starts[index + 1], ...stamp2 });
  }
  return { ...run, at_s: Math.max(run.at_s, until_s), items, events };
}
function jump(run, to_s, type, stamp2) {
  return note({ ...run, at_s: to_s }, type, stamp2);
}
function note(run, type, stamp2) {
  return { ...run, events: [...run.events, { type, at_s: run.at_s, ...stamp2 }] };
}
function nextExercise({ timeline, at_s }) {
  const { item } = timeline[phaseAt(timeline, at_s).index];
  const next = timeline.findIndex((phase) => phase.item > item);
  return next < 0 ? total(timeline) : startsOf(timeline)[next];
}
function backTo({ timeline, at_s }) {
  const { item, kind } = timeline[phaseAt(timeline, at_s).index];
  const wanted = Math.max(0, kind === "get_ready" ? item - 1 : item);
  return startsOf(timeline)[timeline.findIndex((phase) => phase.item === wanted)];
}
function lengthenRests(run, extra_s, stamp2) {
  const { index } = phaseAt(run.timeline, run.at_s);
  const timeline = run.timeline.map(
    (phase, place) => phase.kind === "rest" && place >= index ? { ...phase, duration_s: phase.duration_s + extra_s } : phase
  );
  return note({ ...run, timeline }, "longer_rest", stamp2);
}
function end(run, reason, stamp2) {
  const whole = run.items.every(({ holds_done }, index) => holds_done >= holdsPlanned(run.session.plan.items[index]));
  return note({ ...run, outcome: reason ?? (whole ? "completed" : "partial") }, reason ?? "finished", stamp2);
}
function practised({ items }) {
  return items.some(({ held_s }) => held_s > 0);
}
function holdsPlanned({ holds, sides }) {
  return holds * sides.length;
}
var HOLDS_AT_MOST = 200;
var NO_ANSWERS = { tightness_after: null, effort: null, discomfort: null, new_linked_movement: null, note: "" };
function toRecord(run, answers, logged_at) {
  return {
    session_id: run.id,
    kind: run.session.plan.kind,
    started_at: run.started_at,
    utc_offset_min: run.utc_offset_min,
    planned_s: run.planned_s,
    active_s: rounded(run.items.reduce((sum, { active_s }) => sum + active_s, 0)),
    outcome: run.outcome ?? "partial",
    focus_areas: run.session.focus_areas,
    exercises: run.session.plan.items.map((item, index) => ({
      exercise_id: item.exercise_id,
      holds_done: Math.min(HOLDS_AT_MOST, run.items[index].holds_done),
      holds_planned: holdsPlanned(item),
      active_s: rounded(run.items[index].active_s)
    })),
    tightness_before: run.tightness_before,
    ...answers,
    logged_at
  };
}
function rounded(seconds) {
  return Math.round(seconds * 1e3) / 1e3;
}

// js/player/playback.js
var ASLEEP_MS = 9e4;
var BEAT_MS = 250;
var LONGER_S = 5;
var Playback = class {
  /** @type {Run} */
  run;
  clock;
  #sound;
  #tell;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #heard_ms = 0;
  /**
   * @param {Run} run
   * @param {number} speed
   * @param {import("./sound.js").Sound} sound
   * @param {(happened: Happening) => void} tell
   */
  constructor(run, speed, sound, tell) {
    this.run = run;
    this.clock = stopped(run.at_s, speed);
    this.#sound = sound;
    this.#tell = tell;
  }
  get over() {
    return this.run.outcome !== null;
  }
  get paused() {
    return this.clock.since_ms === null;
  }
  /** Where the session stands, in seconds of its timeline. */
  get at_s() {
    return Math.min(read(this.clock, performance.now()), total(this.run.timeline));
  }
  /** The phase it is in, as `phaseAt` says. */
  get place() {
    return phaseAt(this.run.timeline, this.at_s);
  }
  /** Begin, or go on after a pause. */
  play() {
    if (this.over || !this.paused) return;
    this.#sound.open();
    this.#sound.silence();
    const now = stamp();
    this.#heard_ms = now.t_ms;
    this.clock = running(this.clock, now.t_ms);
    this.run = note(this.run, this.run.events.length ? "resumed" : "started", now);
    this.#tell("phase");
    this.#tick();
  }
  pause() {
    this.catchUp();
    if (this.over || this.paused) return;
    this.#halt();
    this.#sound.silence();
    this.#note("paused");
  }
  /** On to the next exercise. */
  skip() {
    this.#jump("skipped", nextExercise);
  }
  /** To the start of this exercise; while getting ready, to the one before. */
  back() {
    this.#jump("back", backTo);
  }
  /** Make this rest and the later ones longer. */
  lengthenRests() {
    this.catchUp();
    if (this.over) return;
    this.run = lengthenRests(this.run, LONGER_S, stamp());
    this.#sound.silence();
    this.#tell("longer_rest");
    this.#tick();
  }
  /** @param {import("./run.js").Outcome | null} reason that the person gives, or none */
  stop(reason) {
    this.catchUp();
    if (this.over) return;
    this.#sound.silence();
    this.#end(reason);
  }
  /** Credit what ran since the last look. */
  catchUp() {
    if (this.over || this.paused) return;
    this.#heard_ms = performance.now();
    const before = this.run;
    const now_s = this.at_s;
    this.run = pass(before, now_s, stamp());
    if (now_s >= total(this.run.timeline)) return this.#end(null);
    this.#sound.count(this.run.timeline, before.at_s, now_s);
    if (phaseAt(before.timeline, before.at_s).index < phaseAt(before.timeline, now_s).index) this.#tell("phase");
  }
  /** Run until the end of the phase, looking in now and then. */
  #tick() {
    clearTimeout(this.#timer);
    if (this.over || this.paused) return;
    if (performance.now() - this.#heard_ms > ASLEEP_MS) {
      this.#halt();
      this.#sound.silence();
      return this.#note("asleep");
    }
    this.catchUp();
    if (this.over) return;
    this.#tell("beat");
    this.#sound.schedule(this.run.timeline, this.clock, this.run.at_s);
    const { index } = phaseAt(this.run.timeline, this.run.at_s);
    const end_ms = timeOf(this.clock, startsOf(this.run.timeline)[index + 1]);
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, Math.min(BEAT_MS, end_ms - performance.now())));
  }
  /** @param {string} type @param {(run: Run) => number} target */
  #jump(type, target) {
    this.catchUp();
    if (this.over) return;
    const at_s = target(this.run);
    this.run = jump(this.run, at_s, type, stamp());
    this.clock = { ...this.clock, at_s, since_ms: this.paused ? null : performance.now() };
    this.#sound.silence();
    if (at_s >= total(this.run.timeline)) return this.#end(null);
    this.#tell("phase");
    this.#tick();
  }
  /** Stand still where the credit ends. */
  #halt() {
    clearTimeout(this.#timer);
    this.clock = stopped(this.run.at_s, this.clock.speed);
  }
  /** @param {import("./run.js").Outcome | null} reason */
  #end(reason) {
    this.#halt();
    this.run = end(this.run, reason, stamp());
    this.#tell("ended");
  }
  /** @param {"paused" | "asleep"} type */
  #note(type) {
    this.run = note(this.run, type, stamp());
    this.#tell(type);
  }
};
function stamp() {
  return { t_ms: performance.now(), at: (/* @__PURE__ */ new Date()).toISOString() };
}

// js/player/words.js
var SIDES = { left: "your left side", right: "your right side", both: "both sides" };
var DOING = { massage: "Massage", release: "Release", stretch: "Stretch", relaxation: "Let go", imagery: "Picture it" };
function sideWords(side) {
  return sentence(SIDES[side]);
}
function phaseWord(phase, card) {
  if (phase.kind === "hold") return DOING[card.technique] ?? "Hold";
  return { get_ready: "Get ready", rest: "Rest", switch_side: "Switch sides" }[phase.kind];
}
function announcement(phase, card) {
  const word = phaseWord(phase, card);
  if (phase.kind === "get_ready") {
    const times = phase.holds === 1 ? "Once" : `${phase.holds} times`;
    return `${card.name}. ${sideWords(phase.side)}. ${times}. ${word}.`;
  }
  if (phase.kind === "switch_side") return `${word}. Now ${SIDES[phase.side]}.`;
  return phase.duration_s >= 3 ? `${word}.` : "";
}
function nextWords(timeline, index, cards) {
  const now = timeline[index];
  const next = timeline[index + 1];
  if (!next) return "Then you are done";
  const card = cards[next.item];
  if (next.item !== now.item) return `Next exercise: ${card.name}`;
  if (next.kind === "switch_side") return `Next: switch to ${SIDES[next.side]}`;
  const turn = next.kind === "hold" && next.holds > 1 ? ` ${next.hold} of ${next.holds}` : "";
  return `Next: ${phaseWord(next, card).toLowerCase()}${turn}`;
}
function clockTime(seconds) {
  const whole = Math.max(0, Math.ceil(seconds - 1e-6));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
function spokenTime(seconds) {
  const whole = Math.round(seconds);
  const parts = [counted(Math.floor(whole / 60), "minute"), counted(whole % 60, "second")];
  return parts.filter((part) => !part.startsWith("0 ")).join(" ") || "0 seconds";
}
function roundTime(seconds) {
  return seconds < 60 ? spokenTime(seconds) : counted(Math.round(seconds / 60), "minute");
}
function counted(n, thing) {
  return `${n} ${thing}${n === 1 ? "" : "s"}`;
}
function doneWords({ items, session, timeline, at_s }) {
  const starts = startsOf(timeline);
  const isWhole = (item) => items[item].holds_done >= holdsPlanned(session.plan.items[item]);
  const isPast = (item) => starts[timeline.findLastIndex((phase) => phase.item === item) + 1] <= at_s;
  const all = [...items.keys()];
  const begun = all.filter((item) => items[item].held_s > 0);
  const whole = begun.filter(isWhole).length;
  const skipped = all.filter((item) => !begun.includes(item) && isPast(item)).length;
  const leftOut = skipped ? ` Skipped: ${counted(skipped, "exercise")}.` : "";
  if (!begun.length) return `You stopped while you were getting ready.${leftOut}`;
  const holds = items.reduce((sum, { holds_done }) => sum + holds_done, 0);
  const seconds = items.reduce((sum, { active_s }) => sum + active_s, 0);
  const what = [
    ...whole ? [counted(whole, "exercise")] : [],
    ...begun.length > whole ? [`${counted(begun.length - whole, "exercise")} in part`] : [],
    ...holds ? [counted(holds, "repetition")] : []
  ];
  return `You practised for ${spokenTime(seconds)}: ${what.join(", ")}.${leftOut}`;
}
function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// js/player/practice.js
var KEEP_EVERY_MS = 5e3;
var PATIENCE_MS = 1e4;
var SAYS = {
  paused: "Paused.",
  asleep: "Paused, because this page was asleep.",
  longer_rest: `Rests are ${LONGER_S} seconds longer from now on.`
};
var Practice = class extends EventTarget {
  /** @type {Screen} */
  screen = "start";
  /** @type {Playback | null} */
  playback = null;
  /** What a live region should say. */
  said = "";
  /** @type {KeptRun[]} runs that another page left behind */
  offers = [];
  /** @type {Map<string, string>} why the log did not take a record, by its id */
  refusals = /* @__PURE__ */ new Map();
  /** Whether Python has left records without an answer. */
  unheard = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;
  /** @type {Playback | null} the session that was stopped for the release that plays */
  #before = null;
  #model;
  #sound;
  #leftovers;
  #kept_ms = 0;
  /**
   * @param {import("@anywidget/types").AnyModel<import("../widgets/player.js").Traits>} model
   * @param {import("./outbox.js").Outbox} outbox
   * @param {import("./sound.js").Sound} sound
   * @param {import("./settings.js").Settings} settings
   */
  constructor(model, outbox, sound, settings) {
    super();
    this.#model = model;
    this.outbox = outbox;
    this.#sound = sound;
    this.settings = settings;
    this.#leftovers = new Leftovers(outbox, (run) => this.#found(run));
  }
  /**
   * Begin to play a session.
   *
   * @param {runs.Session} session
   * @param {number | null} tightness_before
   */
  start(session, tightness_before) {
    this.#before = null;
    const id = newId();
    const ready_s = this.settings.values.ready_s ?? session.plan.ready_s;
    const utc_offset_min = -(/* @__PURE__ */ new Date()).getTimezoneOffset();
    void this.#leftovers.own(id);
    this.#open(begin(session, { id, ready_s, tightness_before, utc_offset_min, started_at: stamp().at }));
    this.playback?.play();
  }
  /** Go on with the run that was left behind, where it stood. */
  async resumeOffer() {
    const run = await this.#takeOffer();
    if (!run) return;
    this.#open(note(run, "reopened", stamp()));
    this.#changed();
    this.playback?.play();
  }
  /** Log what was done of the run that was left behind. */
  async keepOffer() {
    const run = await this.#takeOffer();
    if (!run) return;
    this.#seal(end(run, null, stamp()), NO_ANSWERS);
    this.#leftovers.disown();
    this.#changed();
  }
  /** Leave the screen of a stopped session for the questions. */
  endHere() {
    this.#show("ask");
  }
  /** Play the release session after one that was stopped. */
  release() {
    const release = this.#model.get("release");
    if (!release) return;
    const stopped2 = this.playback;
    this.answer(NO_ANSWERS);
    this.start(release, null);
    this.#before = stopped2;
  }
  /** @param {runs.Answers} answers */
  answer(answers) {
    if (!this.playback?.over) return;
    this.#seal(this.playback.run, answers);
    this.#leftovers.disown();
    this.#show("done");
  }
  /** Go back to the start, where the session that Python gives waits. */
  leave() {
    this.playback = null;
    this.#show("start");
    this.arrive();
  }
  /** Look for what waits in the browser: deliver records, and offer runs as soon as no page plays them any more. */
  arrive() {
    this.deliver();
    this.#leftovers.look();
  }
  /** Hand every waiting record to Python; a busy kernel takes it later, and the next kernel takes it from a dead one. */
  deliver() {
    const records = this.outbox.records();
    clearTimeout(this.#patience);
    if (records.length) this.#patience = setTimeout(() => this.#unheard(), PATIENCE_MS);
    for (const record of records) {
      try {
        this.#model.send({ type: "performed", record });
      } catch {
        return this.#unheard();
      }
    }
  }
  #unheard() {
    clearTimeout(this.#patience);
    this.unheard = this.outbox.records().length > this.refusals.size;
    this.#changed();
  }
  /** @param {{type: string, session_id: string, why?: string}} message what Python says about a record */
  answered({ type, session_id, why = "" }) {
    if (type === "refused") this.refusals.set(session_id, why);
    if (type === "stored") {
      this.refusals.delete(session_id);
      this.outbox.dropRecord(session_id);
    }
    this.unheard = false;
    clearTimeout(this.#patience);
    this.#changed();
  }
  /** Write the run down as it stands, as when the page goes away. */
  keep() {
    this.playback?.catchUp();
    if (!this.playback || this.screen === "done") return;
    this.#kept_ms = performance.now();
    this.outbox.keepRun(this.playback.run, Date.now());
  }
  /** The last view is gone: leave the run to whoever comes next. */
  abandon() {
    clearTimeout(this.#patience);
    this.playback?.pause();
    this.keep();
    this.#leftovers.leave();
    this.offers = [];
    this.#sound.close();
    this.playback = null;
    this.#show("start");
  }
  /** @param {Run} run */
  #open(run) {
    this.playback = new Playback(run, this.#model.get("speed"), this.#sound, (happened) => this.#heard(happened));
    this.screen = "play";
    this.keep();
  }
  /** @param {import("./playback.js").Happening} happened */
  #heard(happened) {
    if (happened === "beat") {
      if (performance.now() - this.#kept_ms > KEEP_EVERY_MS) this.keep();
      return;
    }
    if (happened === "ended") return this.#ended();
    this.keep();
    if (this.screen !== "play") return;
    if (happened === "phase") this.#phaseBegan();
    else this.#say(SAYS[happened]);
    this.#changed();
  }
  #phaseBegan() {
    if (!this.playback) return;
    const { run, place } = this.playback;
    const phase = run.timeline[place.index];
    const card = run.session.cards[phase.item];
    const said = announcement(phase, card);
    this.#sound.say(phase.kind === "get_ready" ? `${said} ${card.steps.join(" ")}` : said);
    if (this.settings.values.vibrate) navigator.vibrate?.(phase.kind === "hold" ? [80] : [40, 60, 40]);
    if (said) this.#say(said);
  }
  #ended() {
    const run = (
      /** @type {Playback} */
      this.playback.run
    );
    if (run.outcome === "partial" && !practised(run)) {
      this.outbox.dropRun(run.id);
      this.#leftovers.disown();
      if (!this.#before) return this.leave();
      this.playback = this.#before;
      return this.#show("done");
    }
    this.keep();
    this.#sound.say("Done.");
    this.#show(run.outcome?.startsWith("stopped") ? "stopped" : "ask");
  }
  /** @param {KeptRun} run that no page plays any more */
  #found(run) {
    if (run.outcome) this.#seal(run, NO_ANSWERS);
    else if (practised(run)) this.offers.push(run);
    else this.outbox.dropRun(run.id);
    this.#changed();
  }
  /** @returns {Promise<KeptRun | null>} the first offer, unless another page took it */
  async #takeOffer() {
    const offer = this.offers.shift();
    const run = offer ? await this.#leftovers.take(offer.id) : null;
    if (!run) {
      this.#say("Another page has taken up this session.");
      this.#changed();
    }
    return run;
  }
  /** @param {Run} run @param {runs.Answers} answers */
  #seal(run, answers) {
    this.outbox.seal(toRecord(run, answers, (/* @__PURE__ */ new Date()).toISOString()), run.events);
    this.deliver();
  }
  /** @param {Screen} screen */
  #show(screen) {
    this.screen = screen;
    this.#changed();
  }
  /** @param {string} words */
  #say(words) {
    this.said = words;
    this.dispatchEvent(new Event("said"));
  }
  /** Tell the views, and Python when it is another state. */
  #changed() {
    const state = this.#state();
    if (this.#model.get("state") !== state) {
      this.#model.set("state", state);
      try {
        this.#model.save_changes();
      } catch {
      }
    }
    this.dispatchEvent(new Event("change"));
  }
  /** @returns {import("../widgets/player.js").Traits["state"]} */
  #state() {
    if (!this.playback) return "idle";
    const { over, paused, run } = this.playback;
    if (!over) return paused ? "paused" : "playing";
    return run.outcome === "completed" ? "finished" : "stopped";
  }
};
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// js/player/settings.js
var KEY = "palsy_kit:player_settings";
var DEFAULTS = { sound: "tones", volume: 50, vibrate: false, ready_s: null, midline: 0, tilt: 0 };
var Settings = class {
  #store;
  /** @type {Values} */
  values;
  /** @param {Pick<Storage, "getItem" | "setItem"> | null} store */
  constructor(store) {
    this.#store = store;
    this.values = { ...DEFAULTS, ...parsed(store?.getItem(KEY) ?? "{}") };
  }
  /** @param {Partial<Values>} change */
  choose(change) {
    this.values = { ...this.values, ...change };
    try {
      this.#store?.setItem(KEY, JSON.stringify(this.values));
    } catch {
    }
  }
};
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

// js/player/sound.js
var CUES = {
  get_ready: [[440, 0.18]],
  hold: [[523, 0.14], [784, 0.26]],
  rest: [[784, 0.14], [523, 0.26]],
  switch_side: [[440, 0.16], [659, 0.16], [440, 0.16]],
  finish: [[523, 0.18], [659, 0.18], [784, 0.45]]
};
var AHEAD_S = 150;
function cuesBetween(timeline, from_s, to_s) {
  const starts = startsOf(timeline);
  const cues = timeline.map(({ kind }, index) => ({ at_s: starts[index], cue: (
    /** @type {keyof typeof CUES} */
    kind
  ) }));
  return [...cues, { at_s: total(timeline), cue: (
    /** @type {const} */
    "finish"
  ) }].filter(
    ({ at_s }) => from_s <= at_s && at_s < to_s
  );
}
function localVoices() {
  if (!("speechSynthesis" in window)) return [];
  const english = (voice) => Number(voice.lang.startsWith("en"));
  const voices = window.speechSynthesis.getVoices().filter(({ localService }) => localService);
  return voices.sort((a, b) => english(b) - english(a));
}
var Sound = class {
  #settings;
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {Set<OscillatorNode>} */
  #notes = /* @__PURE__ */ new Set();
  /** the second of the timeline up to which tones are scheduled */
  #until_s = 0;
  /** @param {{values: {sound: SoundChoice, volume: number}}} settings heeded as they change; volume from 0 to 100 */
  constructor(settings) {
    this.#settings = settings;
  }
  /** Ask for the sound card; browsers allow it only within a click or a key. */
  open() {
    if (this.#settings.values.sound !== "off") this.#context ??= new AudioContext();
    void this.#context?.resume();
  }
  /**
   * Schedule the tones of the next minutes that are not scheduled yet.
   *
   * @param {Phase[]} timeline
   * @param {Clock} clock running
   * @param {number} from_s where the clock stands
   */
  schedule(timeline, clock, from_s) {
    const context = this.#context;
    if (!context || this.#settings.values.sound === "off") return;
    const until_s = from_s + AHEAD_S * clock.speed;
    for (const { at_s, cue } of cuesBetween(timeline, Math.max(from_s, this.#until_s), until_s)) {
      this.#play(context, cue, context.currentTime + (timeOf(clock, at_s) - performance.now()) / 1e3);
    }
    this.#until_s = until_s;
  }
  /** Take back every tone that has not sounded, as after a pause or a jump. */
  silence() {
    for (const note2 of this.#notes) note2.stop();
    this.#notes.clear();
    this.#until_s = 0;
    if ("speechSynthesis" in window) window.speechSynthesis.cancel();
  }
  /** @param {keyof typeof CUES} cue let it be heard now */
  sample(cue) {
    this.open();
    if (this.#context) this.#play(this.#context, cue, this.#context.currentTime + 0.05);
  }
  /** @param {string} text */
  say(text) {
    const [voice] = localVoices();
    if (!text || !voice || !["words", "count"].includes(this.#settings.values.sound)) return;
    const words = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, volume: this.#settings.values.volume / 100 });
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(words);
  }
  /**
   * Count the last seconds of a hold aloud.
   *
   * @param {Phase[]} timeline
   * @param {number} before_s
   * @param {number} now_s
   */
  count(timeline, before_s, now_s) {
    const { index, left_s, done } = phaseAt(timeline, now_s);
    if (this.#settings.values.sound !== "count" || done || timeline[index].kind !== "hold") return;
    const left = Math.ceil(left_s);
    if (left <= 3 && left < Math.ceil(left_s + now_s - before_s)) this.say(String(left));
  }
  /** Give the sound card back. */
  close() {
    this.silence();
    void this.#context?.close();
    this.#context = null;
  }
  /**
   * @param {AudioContext} context
   * @param {keyof typeof CUES} cue
   * @param {number} at in seconds of the sound card
   */
  #play(context, cue, at) {
    let start = Math.max(at, context.currentTime);
    for (const [hertz, length_s] of CUES[cue]) {
      const note2 = new OscillatorNode(context, { frequency: hertz });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(this.#settings.values.volume / 100 * 0.4, start + 0.03);
      gain.gain.exponentialRampToValueAtTime(1e-4, start + length_s);
      note2.connect(gain).connect(context.destination);
      note2.start(start);
      note2.stop(start + length_s);
      note2.addEventListener("ended", () => this.#notes.delete(note2));
      this.#notes.add(note2);
      start += length_s;
    }
  }
};

// js/dom.js
var SVG = "http://www.w3.org/2000/svg";
function element(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}
function drawn(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}
function fill(made, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

// js/keys.js
function keepKeys(el, signal) {
  el.addEventListener("keydown", (event) => event.stopPropagation(), { signal });
}

// js/sources.js
function cited(sources) {
  if (!sources.length) return [];
  const names = sources.map(
    ({ name, link }) => link ? element("a", { href: link, target: "_blank", rel: "noreferrer" }, name) : name
  );
  const parts = names.flatMap((name, index) => index ? ["; ", name] : [name]);
  return [element("p", { class: "pk-form-sources" }, sources.length > 1 ? "Sources: " : "Source: ", ...parts)];
}
function positions({ sides, our_default }) {
  return [
    element("ul", {}, ...sides.map((side) => element("li", {}, side.says, ...cited(side.sources)))),
    element("p", {}, element("strong", {}, "Here: "), our_default)
  ];
}

// js/mirror/camera.js
var GOES_ON = "Practice goes on without it.";
var REASONS = {
  NotFoundError: "No camera was found. If you have one, plug it in and try again.",
  NotAllowedError: "The camera was not allowed. You can allow it for this page where your browser shows the address, and try again.",
  NotReadableError: "The camera is in use by another program. Close that one, and try again."
};
var INSECURE = "Your browser gives the camera only to pages on this computer, or with a secure address (https). Open the workbook on this computer to use the mirror.";
var UNPLUGGED = "The camera was unplugged or turned off.";
function whyNoCamera(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return REASONS[name] ?? `The camera did not start (${name || "no reason given"}).`;
}
var Camera = class extends EventTarget {
  /** @type {CameraState} */
  state = "off";
  /** Why it is off though somebody wanted it, in plain words. */
  why = "";
  /** @type {MediaStream | null} */
  stream = null;
  #devices;
  /** Counts what was asked and taken back, so that a late answer of the browser is known as such. */
  #turn = 0;
  /** @param {Pick<MediaDevices, "getUserMedia"> | undefined} devices none: the page is not secure */
  constructor(devices) {
    super();
    this.#devices = devices;
  }
  /** Ask for the camera, and show it when the person and the browser agree. */
  async on() {
    if (this.state !== "off") return;
    if (!this.#devices) return this.off(INSECURE);
    this.#set("asking");
    const turn = this.#turn;
    try {
      const stream = await this.#devices.getUserMedia({ audio: false, video: { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 } } });
      if (turn !== this.#turn) return end2(stream);
      for (const track of stream.getTracks()) track.addEventListener("ended", () => this.#lost(stream));
      this.stream = stream;
      this.#set("on");
    } catch (error) {
      if (turn === this.#turn) this.off(whyNoCamera(error));
    }
  }
  /** @param {string} [why] it is off though somebody wanted it */
  off(why = "") {
    this.#turn += 1;
    if (this.stream) end2(this.stream);
    this.stream = null;
    this.#set("off", why && `${why} ${GOES_ON}`);
  }
  /** @param {MediaStream} stream that ended by itself */
  #lost(stream) {
    if (stream === this.stream) this.off(UNPLUGGED);
  }
  /** @param {CameraState} state @param {string} [why] */
  #set(state, why = "") {
    this.state = state;
    this.why = why;
    this.dispatchEvent(new Event("change"));
  }
};
function end2(stream) {
  for (const track of stream.getTracks()) track.stop();
}

// js/mirror/reflection.js
var GLASS = { width: 480, height: 600 };
var REACH = 0.3;
function placed({ width, height }, { midline, tilt }) {
  const angle = -tilt * Math.PI / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const across = GLASS.width * cos + GLASS.height * Math.abs(sin);
  const down = GLASS.height * cos + GLASS.width * Math.abs(sin);
  const scale = Math.max(across / width, down / height);
  const moved = -(width / 2) * -scale - midline * REACH * GLASS.width;
  const raised = -(height / 2) * scale;
  return [
    -scale * cos,
    -scale * sin,
    -scale * sin,
    scale * cos,
    moved * cos - raised * sin + GLASS.width / 2,
    moved * sin + raised * cos + GLASS.height / 2
  ];
}
function reflect(context, picture, size, reflection, placing) {
  const { width, height } = GLASS;
  context.resetTransform();
  context.fillRect(0, 0, width, height);
  context.setTransform(...placed(size, placing));
  context.drawImage(picture, 0, 0, size.width, size.height);
  if (reflection === "mirror") return;
  const half = width / 2;
  const from = reflection === "left" ? 0 : half;
  context.setTransform(-1, 0, 0, 1, width, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(context.canvas, from, 0, half, height, from, 0, half, height);
  context.imageSmoothingEnabled = true;
}

// js/mirror/mirror.js
var MODES = [
  ["none", "No mirror"],
  ["mirror", "Mirror"],
  ["left", "Left half doubled"],
  ["right", "Right half doubled"]
];
var PRIVATE = "Nobody else sees you: the picture stays in this page, is never recorded and never sent, and the camera goes off when your session ends.";
var EFFECT = "Double the half that moves more easily, and you see your face as if both sides moved alike. Move the midline and the tilt until the face looks right.";
var Mirror = class {
  /** @type {Reflection | "none"} */
  mode = "none";
  #camera;
  #settings;
  #video = element("video", { class: "pk-mirror-source", playsinline: true, "aria-hidden": true });
  #canvas = element("canvas", { ...GLASS, role: "img" });
  #says = element("p", { role: "status", class: "pk-mirror-says" });
  #buttons = new Map(MODES.map(([mode, name]) => [mode, button(name, () => this.choose(mode))]));
  #lines = element("div", { class: "pk-mirror-lines" });
  #summary = element("summary", {});
  /**
   * @param {import("../player/settings.js").Settings} settings
   * @param {Disagreement | null} views
   * @param {AbortSignal} signal ends it with its view
   */
  constructor(settings, views, signal) {
    this.#settings = settings;
    this.#camera = new Camera(navigator.mediaDevices);
    this.#video.muted = true;
    this.glass = this.#glass();
    this.choices = this.#choices(views);
    this.#camera.addEventListener("change", () => this.#changed(), { signal });
    signal.addEventListener("abort", () => this.off());
    window.addEventListener("pagehide", () => this.off(), { signal });
    this.#changed();
  }
  /** @param {Reflection | "none"} mode */
  choose(mode) {
    this.mode = mode;
    if (mode === "none") return this.#camera.off();
    void this.#camera.on();
    this.#changed();
  }
  off() {
    if (this.mode !== "none") this.choose("none");
  }
  #changed() {
    const { state, why, stream } = this.#camera;
    if (state === "off") this.mode = "none";
    const on = state === "on";
    this.glass.dataset.camera = state;
    this.glass.dataset.mode = this.mode;
    this.#canvas.setAttribute("aria-label", MODES.find(([mode]) => mode === this.mode)?.[1] ?? "");
    this.#says.textContent = on ? "Camera on" : state === "asking" ? "Waiting for the camera. Your browser may ask you first." : why;
    this.#summary.textContent = on ? "Mirror: on" : "Mirror: off until you turn it on";
    this.#lines.hidden = !["left", "right"].includes(this.mode);
    for (const [mode, made] of this.#buttons) made.setAttribute("aria-pressed", String(mode === this.mode));
    if (this.#video.srcObject === stream) return;
    this.#video.srcObject = stream;
    if (stream) this.#show(stream);
  }
  /** @param {MediaStream} stream shown picture by picture, as it comes */
  #show(stream) {
    const context = (
      /** @type {CanvasRenderingContext2D} */
      this.#canvas.getContext("2d")
    );
    const next = () => {
      if ("requestVideoFrameCallback" in this.#video) this.#video.requestVideoFrameCallback(draw);
      else requestAnimationFrame(draw);
    };
    const draw = () => {
      if (this.#video.srcObject !== stream) return;
      const size = { width: this.#video.videoWidth, height: this.#video.videoHeight };
      const { midline, tilt } = this.mode === "mirror" ? { midline: 0, tilt: 0 } : this.#settings.values;
      if (size.width && this.mode !== "none") reflect(context, this.#video, size, this.mode, { midline, tilt });
      next();
    };
    context.fillRect(0, 0, GLASS.width, GLASS.height);
    next();
    this.glass.scrollIntoView({ block: "nearest" });
    void this.#video.play().catch(() => {
    });
  }
  #glass() {
    const light = element("span", { class: "pk-mirror-light", "aria-hidden": "true" });
    const off = button("Turn off", () => this.off());
    const bar = element("div", { class: "pk-mirror-bar" }, light, this.#says, off);
    return element("div", { class: "pk-mirror-glass" }, element("div", { class: "pk-mirror-frame" }, this.#canvas, this.#video), bar);
  }
  /** @param {Disagreement | null} views */
  #choices(views) {
    this.#lines.append(
      element("p", {}, EFFECT),
      this.#range("Midline", "midline", { min: -1, max: 1, step: 0.02 }, ["to the left", "to the right"]),
      this.#range("Tilt", "tilt", { min: -20, max: 20, step: 1 }, ["left", "right"])
    );
    return element(
      "details",
      { class: "pk-form-more pk-mirror-choices" },
      this.#summary,
      element("div", { class: "pk-player-row", role: "group", "aria-label": "Mirror" }, ...this.#buttons.values()),
      this.#lines,
      element("p", {}, PRIVATE),
      element("p", {}, `${views?.in_short ?? ""} Without one is just as good: feel what suits you.`.trim()),
      ...views ? [element("details", {}, element("summary", {}, "Why experts differ"), ...positions(views))] : []
    );
  }
  /**
   * @param {string} name
   * @param {"midline" | "tilt"} value
   * @param {{min: number, max: number, step: number}} limits
   * @param {[string, string]} ends
   */
  #range(name, value, limits, [low, high]) {
    const input = element("input", { type: "range", ...limits, value: this.#settings.values[value], "aria-label": name });
    input.addEventListener("input", () => this.#settings.choose({ [value]: Number(input.value) }));
    const ends = element("div", { class: "pk-player-ends", "aria-hidden": "true" }, element("small", {}, low), element("small", {}, high));
    return element("div", { class: "pk-player-rating" }, element("strong", {}, name), input, ends);
  }
};
function button(name, onclick) {
  return element("button", { type: "button", class: "pk-player-button", onclick }, name);
}

// js/slider.js
var KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];
function onGiven(slider, give) {
  slider.addEventListener("input", give);
  slider.addEventListener("pointerup", give);
  slider.addEventListener("keyup", ({ key }) => KEYS.includes(key) && give());
}

// js/player/rating.js
function rating(label, low, high) {
  let given = null;
  const output = element("output", {});
  const input = element("input", { type: "range", min: 0, max: 10, value: 0, "aria-label": label });
  const clear = element("button", { type: "button", class: "pk-player-clear", "aria-label": `${label}: leave open` }, "Leave open");
  const show = () => {
    output.value = given === null ? "not given" : `${given} of 10`;
    input.setAttribute("aria-valuetext", output.value);
    input.classList.toggle("pk-player-open", given === null);
    clear.hidden = given === null;
  };
  onGiven(input, () => {
    given = Number(input.value);
    show();
  });
  clear.addEventListener("click", () => {
    input.value = "0";
    given = null;
    show();
    input.focus();
  });
  show();
  const ends = element("div", { class: "pk-player-ends", "aria-hidden": "true" }, element("small", {}, low), element("small", {}, high));
  const head = element("div", { class: "pk-player-rated" }, element("strong", {}, label), output, clear);
  return {
    el: element("div", { class: "pk-player-rating" }, head, input, ends),
    value: () => given
  };
}

// js/player/after_screens.js
var STOPPED = {
  stopped_tight: ["You stopped because it got tight", "That was the right thing to do. A release may help it to let go. Ending here is just as good."],
  stopped_pain: ["You stopped because it hurt", "That was the right thing to do. Let it rest. If the pain stays, or comes back, ask your doctor or therapist."],
  stopped_other: ["You stopped because something else moved along", "That was the right thing to do, and worth knowing: it goes into your log. Next time, try it smaller and slower. A release may help now."]
};
function stoppedScreen(practice, canRelease) {
  const run = practice.playback?.run;
  const [title, words] = STOPPED[run?.outcome ?? "stopped_tight"];
  const heading = element("h3", { tabindex: -1 }, title);
  const offered = canRelease && run?.session.plan.kind !== "release";
  const restFirst = !offered || run?.outcome === "stopped_pain";
  const button2 = (main, says, onclick) => element("button", { type: "button", class: main ? "pk-form-button" : "pk-player-button", onclick }, says);
  const release = button2(!restFirst, "Release now", () => practice.release());
  const leave = button2(restFirst, "End here", () => practice.endHere());
  const both = restFirst ? [leave, release] : [release, leave];
  const el = element("div", { class: "pk-player-after" }, heading, element("p", {}, words), element("div", { class: "pk-player-row" }, ...offered ? both : [leave]));
  return { el, first: heading, update: () => {
  } };
}
var SAFE = "It waits in this browser, also if you close this page.";
function askScreen(practice) {
  const run = practice.playback?.run;
  const heading = element("h3", { tabindex: -1 }, run?.outcome === "completed" ? "Done" : "That is it for now");
  const tightness = rating("How tight is your face now?", "not tight", "as tight as can be");
  const effort = rating("How much effort was it?", "none", "as much as can be");
  const discomfort = rating("How much did it bother you?", "not at all", "as much as can be");
  const name = `linked-${run?.id}`;
  const choice = (value, words, checked = false) => element("label", { class: "pk-form-choice" }, element("input", { type: "radio", name, value, checked }), words);
  const linked = element(
    "fieldset",
    { class: "pk-form-question" },
    element("legend", {}, "Did a part move along that did not before?"),
    element("div", { class: "pk-form-row" }, choice("no", "No"), choice("yes", "Yes"), choice("", "Leave open", true))
  );
  const noteBox = element("textarea", { rows: 3, maxlength: 4e3 });
  const note2 = element("label", { class: "pk-player-note" }, element("span", {}, "A note for yourself"), noteBox);
  const save = () => {
    const chosen = (
      /** @type {HTMLInputElement} */
      linked.querySelector("input:checked").value
    );
    practice.answer({
      tightness_after: tightness.value(),
      effort: effort.value(),
      discomfort: discomfort.value(),
      new_linked_movement: chosen === "" ? null : chosen === "yes",
      note: noteBox.value.trim()
    });
  };
  const el = element(
    "div",
    { class: "pk-player-after" },
    heading,
    element("p", {}, run ? doneWords(run) : ""),
    element("p", {}, `${practice.outbox.lasting ? SAFE : "Keep this page open: this browser cannot store it."} Save puts it into your log. You may answer any of these, or none.`),
    tightness.el,
    effort.el,
    discomfort.el,
    linked,
    note2,
    element("button", { type: "button", class: "pk-form-button", onclick: save }, "Save")
  );
  return { el, first: heading, update: () => {
  } };
}
function doneScreen(practice) {
  const run = practice.playback?.run;
  const heading = element("h3", { tabindex: -1 }, "Thank you for practising");
  const status = element("p", { role: "status", class: "pk-player-kept" });
  const again = element("button", { type: "button", class: "pk-player-button", onclick: () => practice.deliver() }, "Try again");
  const back = element("button", { type: "button", class: "pk-form-button", onclick: () => practice.leave() }, "Another session");
  const update = () => {
    const id = run?.id ?? "";
    again.hidden = !practice.outbox.waits(id);
    const words = again.hidden ? "Saved in your practice log." : waiting(practice.outbox.lasting, practice.refusals.get(id), practice.unheard);
    if (status.textContent !== words) status.textContent = words;
  };
  const el = element("div", { class: "pk-player-after" }, heading, element("p", {}, run ? doneWords(run) : ""), status, element("div", { class: "pk-player-row" }, back, again));
  return { el, first: heading, update };
}
function waiting(lasting, why, unheard = false) {
  const kept = lasting ? "Kept in this browser until the log can take it." : "Kept only as long as this page stays open: this browser cannot store it.";
  if (why) return `The log did not take it: ${why} ${kept}`;
  return unheard ? `The workbook does not answer. ${kept} ${lasting ? START_AGAIN : ""}`.trim() : kept;
}
var START_AGAIN = "If the workbook has ended, start it again as you did today, and open this page anew: your session then goes into your log.";

// js/face.js
var NUMBER = /-?\d+(?:\.\d+)?/g;
function mixer(rest, pose) {
  const commands = rest.split(NUMBER);
  const start = (rest.match(NUMBER) ?? []).map(Number);
  const change = (pose.match(NUMBER) ?? []).map((end3, i) => Number(end3) - start[i]);
  return (t) => {
    if (t === 0) return rest;
    let path = commands[0];
    for (let i = 0; i < start.length; i++) path += Math.round((start[i] + change[i] * t) * 100) / 100 + commands[i + 1];
    return path;
  };
}
function drawFace(drawing) {
  const paths = drawing.shapes.map(
    ({ id, role, rest, area }) => drawn("path", { class: `pk-${role}`, d: rest, "data-shape": id, ...area && { "data-area": area } })
  );
  const svg = drawn(
    "svg",
    { viewBox: drawing.view_box, class: "pk-face", role: "img", "aria-label": drawing.title },
    drawn("desc", {}, drawing.description),
    drawn("style", {}, drawing.style),
    ...paths
  );
  const moving = drawing.shapes.flatMap(
    ({ rest, pose, later }, i) => rest === pose && !later.length ? [] : [{ path: paths[i], at: [pose, ...later].map((end3) => mixer(rest, end3)) }]
  );
  return {
    svg,
    turns: drawing.turns,
    pose(intensity, turn = 0) {
      for (const { path, at } of moving) path.setAttribute("d", at[turn](intensity));
    }
  };
}

// js/player/play_screen.js
var ROUND = 2 * Math.PI * 52;
var KEYS2 = (
  /** @type {const} */
  [
    [" ", "Space", "pause or go on"],
    ["ArrowLeft", "←", "back: this exercise from its start, or the one before"],
    ["ArrowRight", "→", "skip: on to the next exercise"],
    ["r", "R", "longer rest"],
    ["t", "T", "my face feels tight"],
    ["h", "H", "it hurts"],
    ["m", "M", "something else moves along"],
    ["s", "S", "stop"],
    ["?", "?", "show or hide these keys"]
  ]
);
function playScreen(practice, mirror, signal) {
  const playback = (
    /** @type {Playback} */
    practice.playback
  );
  const parts = partsOf();
  const { pause, longer, keys } = controls(playback);
  const list = keyList();
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const drawFrame = framer(playback, parts, still);
  const update = () => {
    if (playback.over) return;
    showPhase(playback, parts);
    pause.textContent = playback.paused ? "Resume" : "Pause";
    showLonger(playback, longer);
    drawFrame();
  };
  let drawn_ms = 0;
  const frame = (now_ms) => {
    if (signal.aborted || playback.over) return;
    if (!playback.paused && now_ms - drawn_ms > 30) {
      drawFrame();
      drawn_ms = now_ms;
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  parts.el.append(mirror.glass, keys.el, mirror.choices, list);
  const toggle = () => list.open = !list.open;
  return { el: parts.el, first: pause, update, keys: { ...keys.actions, "?": toggle } };
}
function partsOf() {
  const made = {
    where: element("p", { class: "pk-player-where" }),
    progress: element("progress", { "aria-label": "How much of the session is done" }),
    face: element("div", { class: "pk-player-face" }),
    name: element("h3", { tabindex: -1 }),
    side: element("p", { class: "pk-player-side" }),
    arc: drawn("circle", { class: "pk-player-arc", cx: 60, cy: 60, r: 52, "stroke-dasharray": ROUND }),
    word: element("p", { class: "pk-player-word" }),
    left: element("p", { class: "pk-player-left" }),
    turn: element("p", { class: "pk-player-turn" }),
    steps: element("ol", { class: "pk-player-steps" }),
    next: element("p", { class: "pk-player-next" })
  };
  const track = drawn("circle", { class: "pk-player-track", cx: 60, cy: 60, r: 52 });
  const ring = drawn("svg", { viewBox: "0 0 120 120", "aria-hidden": "true" }, track, made.arc);
  const dial = element("div", { class: "pk-player-dial" }, ring, element("div", {}, made.left, made.turn));
  const head = element("div", { class: "pk-player-head" }, made.where, made.progress);
  const what = element("div", { class: "pk-player-what" }, made.name, made.side);
  const now = element("div", { class: "pk-player-now" }, made.word, dial);
  return { ...made, el: element("div", { class: "pk-player-play" }, head, what, now, made.next, made.face, made.steps) };
}
function showPhase({ run, place, paused }, parts) {
  const phase = run.timeline[place.index];
  const card = run.session.cards[phase.item];
  parts.name.textContent = card.name;
  parts.side.textContent = sideWords(phase.side);
  parts.word.textContent = paused ? "Paused" : phaseWord(phase, card);
  parts.turn.textContent = phase.hold && phase.holds > 1 ? `${phase.hold} of ${phase.holds}` : "";
  parts.next.textContent = nextWords(run.timeline, place.index, run.session.cards);
  parts.el.dataset.kind = phase.kind;
  if (parts.steps.dataset.item === String(phase.item)) return;
  parts.steps.dataset.item = String(phase.item);
  parts.steps.replaceChildren(...card.steps.map((step) => element("li", {}, step)));
}
function framer(playback, parts, still) {
  const faces = /* @__PURE__ */ new Map();
  let posed = "";
  return () => {
    const { run, at_s } = playback;
    const { index, within_s, left_s } = phaseAt(run.timeline, at_s);
    const phase = run.timeline[index];
    const key = `${phase.item} ${phase.side}`;
    const face = faces.get(key) ?? drawFace(run.session.cards[phase.item].drawings[phase.side]);
    faces.set(key, face);
    if (parts.face.firstChild !== face.svg) parts.face.replaceChildren(face.svg);
    const { hold_s } = run.session.plan.items[phase.item];
    const { turn, intensity } = poseAt(phase, within_s, still.matches, face.turns, hold_s);
    if (posed !== `${key} ${turn} ${intensity}`) face.pose(intensity, turn);
    posed = `${key} ${turn} ${intensity}`;
    const shown_s = still.matches ? Math.ceil(left_s) : left_s;
    parts.arc.setAttribute("stroke-dashoffset", String(ROUND * (1 - Math.min(1, shown_s / phase.duration_s))));
    setText(parts.left, String(Math.ceil(left_s - 1e-6)));
    const all_s = total(run.timeline);
    const exercise = `Exercise ${phase.item + 1} of ${run.items.length}`;
    setText(parts.where, `${exercise} · ${clockTime(all_s - at_s)} left`);
    parts.progress.max = all_s;
    parts.progress.value = at_s;
  };
}
function setText(part, text) {
  if (part.textContent !== text) part.textContent = text;
}
function controls(playback) {
  const actions = {
    " ": () => playback.paused ? playback.play() : playback.pause(),
    ArrowLeft: () => playback.back(),
    ArrowRight: () => playback.skip(),
    r: () => playback.lengthenRests(),
    s: () => playback.stop(null),
    t: () => playback.stop("stopped_tight"),
    h: () => playback.stop("stopped_pain"),
    m: () => playback.stop("stopped_other")
  };
  const button2 = (key, words, className = "pk-player-button") => element("button", { type: "button", class: className, onclick: actions[key], "aria-keyshortcuts": key === " " ? "Space" : key }, words);
  const pause = button2(" ", "Pause", "pk-form-button");
  const longer = button2("r", "Longer rest");
  const go = element(
    "div",
    { class: "pk-player-row", role: "group", "aria-label": "Controls" },
    pause,
    button2("ArrowLeft", "Back"),
    button2("ArrowRight", "Skip"),
    longer,
    button2("s", "Stop")
  );
  const stops = element(
    "div",
    { class: "pk-player-row pk-player-stops", role: "group", "aria-label": "Stop because" },
    element("span", { "aria-hidden": "true" }, "Stop because"),
    button2("t", "My face feels tight"),
    button2("h", "It hurts"),
    button2("m", "Something else moves along")
  );
  return { pause, longer, keys: { el: element("div", { class: "pk-player-controls" }, go, stops), actions } };
}
function showLonger({ run, place }, longer) {
  const last = run.timeline.findLastIndex(({ kind }) => kind === "rest");
  const extra_s = last < 0 ? 0 : run.timeline[last].duration_s - run.session.timeline[last].duration_s;
  longer.disabled = last < place.index;
  longer.textContent = extra_s ? `Longer rest (now +${extra_s} s)` : "Longer rest";
}
function keyList() {
  const lines = KEYS2.map(([, name, does]) => element("li", {}, element("kbd", {}, name), ` ${does}`));
  return element("details", { class: "pk-player-keys" }, element("summary", {}, "Keys"), element("ul", {}, ...lines));
}

// js/days.js
function localDate(now) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// js/player/choices.js
var SOUNDS = {
  off: "No sound",
  tones: "Soft tones",
  words: "Tones and spoken words",
  count: "Tones, spoken words and counting"
};
var NEED_A_VOICE = ["words", "count"];
var READY_S = [3, 5, 8, 10, 15, 20, 30];
function choices(settings, sound, planned_s) {
  const speaks = localVoices().length > 0;
  const about = speaks ? "With spoken words, the steps are read out while you get ready. Take more time for that if you need it." : "This browser has no voice of its own that could speak, so there are tones only.";
  return element(
    "div",
    { class: "pk-player-choices" },
    field("Sound", sounds(settings, speaks)),
    field("Volume", volume(settings)),
    element("button", { type: "button", class: "pk-player-button", onclick: () => sound.sample("hold") }, "Hear a tone"),
    field("Time to get ready", ready(settings, planned_s)),
    element("small", {}, about),
    ...canVibrate() ? [vibrate(settings)] : []
  );
}
function sounds(settings, speaks) {
  const offered = Object.entries(SOUNDS).filter(([value]) => speaks || !NEED_A_VOICE.includes(value));
  const { sound } = settings.values;
  const chosen = speaks || !NEED_A_VOICE.includes(sound) ? sound : "tones";
  return select(offered, chosen, (value) => {
    settings.choose({ sound: (
      /** @type {import("./sound.js").SoundChoice} */
      value
    ) });
  });
}
function volume(settings) {
  const input = element("input", { type: "range", min: 0, max: 100, step: 5, value: settings.values.volume });
  input.addEventListener("change", () => settings.choose({ volume: Number(input.value) }));
  return input;
}
function ready(settings, planned_s) {
  const chosen_s = settings.values.ready_s ?? planned_s;
  const lengths = [.../* @__PURE__ */ new Set([...READY_S, chosen_s])].sort((a, b) => a - b);
  const named = lengths.map((s) => (
    /** @type {[string, string]} */
    [String(s), counted(s, "second")]
  ));
  return select(named, String(chosen_s), (value) => settings.choose({ ready_s: Number(value) }));
}
function select(options, chosen, take) {
  const made = element("select", {}, ...options.map(([value, name]) => element("option", { value, selected: value === chosen }, name)));
  made.addEventListener("change", () => take(made.value));
  return made;
}
function field(label, control) {
  return element("label", { class: "pk-player-field" }, element("span", {}, label), control);
}
function canVibrate() {
  return "vibrate" in navigator && matchMedia("(pointer: coarse)").matches;
}
function vibrate(settings) {
  const box = element("input", { type: "checkbox", checked: settings.values.vibrate });
  box.addEventListener("change", () => settings.choose({ vibrate: box.checked }));
  return element("label", { class: "pk-form-choice" }, box, "Vibrate when something changes");
}

// js/player/start_screen.js
var LETS_GO = ["release", "massage", "stretch", "relaxation"];
var NEW_DAY = "A new day has begun, so your check-in comes first. Save it, and your session is here.";
function startScreen(practice, { session, release, why, day, notes, folded }, sound, mirror) {
  const heading = element("h3", { tabindex: -1 }, session ? titleOf(session) : "Nothing to play just now");
  const tightness = rating("How tight is your face now?", "not tight", "as tight as can be");
  const begin2 = (chosen) => () => {
    if (!day || day === localDate(/* @__PURE__ */ new Date())) return practice.start(chosen, tightness.value());
    stale.textContent = NEW_DAY;
  };
  const stale = element("p", { role: "status", class: "pk-player-stale" });
  const el = element("div", { class: "pk-player-start" }, ...practice.offers.slice(0, 1).map((run) => leftBehind(practice, run)));
  el.append(...practice.outbox.records().slice(0, 1).flatMap(({ session_id }) => refused(practice, session_id)), heading);
  if (why) el.append(element("p", session ? { class: "pk-form-notice" } : {}, why));
  if (notes.length) el.append(element("ul", { class: "pk-player-notes" }, ...notes.map((note2) => element("li", {}, note2))));
  const start = session && element("button", { type: "button", class: "pk-form-button pk-player-go", onclick: begin2(session) }, "Start");
  const only = [];
  if (release && !session?.cards.every(({ technique }) => LETS_GO.includes(technique))) {
    const words = session ? "Tight already? Play the release only" : "Play the release";
    const length = roundTime(total(release.timeline));
    only.push(element("button", { type: "button", class: "pk-player-button", onclick: begin2(release) }, `${words} (${length})`));
  }
  if (session && start) {
    const lists = stopIf(session, folded);
    const options = [
      contents(session, folded),
      element("details", { class: "pk-form-more" }, element("summary", {}, "Sound and pace"), choices(practice.settings, sound, session.plan.ready_s)),
      mirror.choices,
      element("details", { class: "pk-form-more" }, element("summary", {}, "How does your face feel? (you may skip this)"), tightness.el),
      mirror.glass
    ];
    el.append(...folded ? [care(session)] : [care(session, lists)], start, ...only, stale, ...folded ? [lists] : [], ...options);
  } else el.append(...only, stale);
  return { el, first: heading, update: () => {
  } };
}
function titleOf(session) {
  return `Your ${session.plan.kind === "release" ? "release" : "session"}: ${counted(session.cards.length, "exercise")}, ${roundTime(total(session.timeline))}`;
}
function contents({ plan, timeline, cards }, folded) {
  const lines = cards.map((card, index) => {
    const seconds = total(timeline.filter(({ item }) => item === index));
    const sides = plan.items[index].sides.map(sideWords);
    const where = sides.length > 1 ? `${sides[0]}, then ${sides[1].toLowerCase()}` : sides[0];
    const small = element("small", {}, `${where} · ${card.technique_name}`);
    return element("li", {}, element("span", {}, element("strong", {}, card.name), small), element("span", {}, clockTime(seconds)));
  });
  const n_own = cards.filter(({ own_default }) => own_default).length;
  const words = `No source gives all the numbers of ${n_own === cards.length ? "these exercises" : `${n_own} of these exercises`}; the makers of this workbook chose the missing ones.`;
  const note2 = n_own ? [element("p", { class: "pk-player-mark" }, element("small", {}, words))] : [];
  const open = !folded && !matchMedia("(width < 48rem)").matches;
  const list = element("ol", { class: "pk-player-contents" }, ...lines);
  return element("details", { class: "pk-form-more", open }, element("summary", {}, "What it holds"), list, ...note2);
}
function care({ cards }, ...more) {
  const needs = [...new Set(cards.flatMap((card) => card.needs))];
  const ready2 = needs.length ? [" ", element("strong", {}, "Have ready: "), `${needs.join(", ").toLowerCase()}.`] : [];
  const gently = element("p", {}, "Go gently, and stop when it gets tight or hurts.", ...ready2);
  return element("div", { class: "pk-form-notice pk-player-care" }, gently, ...more);
}
function stopIf({ cards }, folded) {
  const list = (title, what, open) => {
    const lines = [...new Set(cards.flatMap((card) => card[what]))];
    const items = element("ul", {}, ...lines.map((line) => element("li", {}, line)));
    return lines.length ? [element("details", { open }, element("summary", {}, title), items)] : [];
  };
  const own = element("p", {}, "This is your own practice; it does not replace the advice of a professional.");
  return element("div", { class: "pk-player-lists" }, own, ...list("When to stop", "stop_if", !folded), ...list("Take care", "cautions", false));
}
function refused(practice, id) {
  const why = practice.refusals.get(id);
  if (!why) return [];
  const again = element("button", { type: "button", class: "pk-player-button", onclick: () => practice.deliver() }, "Try again");
  const words = `A session is not in your log yet. ${waiting(practice.outbox.lasting, why)}`;
  return [element("div", { class: "pk-form-notice pk-player-offer", role: "status" }, element("p", {}, words), again)];
}
function leftBehind(practice, run) {
  const when = new Date(run.started_at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const resume = element("button", { type: "button", class: "pk-form-button", onclick: () => practice.resumeOffer() }, "Resume");
  const keep = element("button", { type: "button", class: "pk-player-button", onclick: () => practice.keepOffer() }, "Keep what was done");
  return element(
    "div",
    { class: "pk-form-notice pk-player-offer", role: "group", "aria-label": "A session that was interrupted" },
    element("p", {}, element("strong", {}, `You stopped in the middle of a session on ${when}.`), ` ${doneWords(run)}`),
    element("div", { class: "pk-player-row" }, ...mayResume(run) ? [resume, keep] : [keep])
  );
}

// js/player/view.js
var GIVEN = (
  /** @type {const} */
  ["session", "release", "why", "day", "notes"]
);
function showPractice(practice, model, sound, el, signal) {
  const root = element("section", { class: "pk-form pk-player", "aria-label": "Practice player", tabindex: -1 });
  const live = element("p", { class: "pk-player-said", role: "status", "aria-live": "polite" });
  let showing = null;
  let built = [];
  const mirror = new Mirror(practice.settings, model.get("mirror"), signal);
  let screen = practice.screen;
  const make = () => {
    const given = { session: model.get("session"), release: model.get("release"), why: model.get("why"), day: model.get("day"), notes: model.get("notes") };
    if (practice.screen === "play") return playScreen(practice, mirror, signal);
    if (practice.screen === "stopped") return stoppedScreen(practice, given.release !== null);
    if (practice.screen === "ask") return askScreen(practice);
    if (practice.screen === "done") return doneScreen(practice);
    return startScreen(practice, { ...given, folded: model.get("folded") }, sound, mirror);
  };
  const update = () => {
    if (screen === "play" && practice.screen !== "play") {
      mirror.off();
      live.textContent = "";
    }
    screen = practice.screen;
    const needs = [practice.screen, practice.playback];
    if (practice.screen === "start") needs.push(practice.offers[0], [...practice.refusals].join(), localVoices().length);
    if (practice.screen === "start") needs.push(...GIVEN.map((name) => model.get(name)));
    if (needs.length !== built.length || needs.some((need, place) => need !== built[place])) {
      const focused = root.contains(document.activeElement);
      built = needs;
      showing = make();
      root.replaceChildren(showing.el, live);
      if (focused) {
        showing.first.focus({ preventScroll: true });
        root.scrollIntoView({ block: "start" });
      }
    }
    showing?.update();
  };
  practice.addEventListener("change", update, { signal });
  practice.addEventListener("said", () => live.textContent = practice.said, { signal });
  root.addEventListener("keydown", (event) => pressed(event, showing?.keys ?? {}), { signal });
  for (const name of GIVEN) model.on(`change:${name}`, update);
  signal.addEventListener("abort", () => GIVEN.forEach((name) => model.off(`change:${name}`, update)));
  if ("speechSynthesis" in window) window.speechSynthesis.addEventListener("voiceschanged", update, { signal });
  keepKeys(el, signal);
  update();
  el.append(root);
}
function pressed(event, keys) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (key === " " && target instanceof Element && target.closest("button, summary, input, select, textarea")) return;
  const action = keys[key.length === 1 ? key.toLowerCase() : key];
  if (!action) return;
  event.preventDefault();
  action();
}

// js/player/wake.js
function keepAwake(practice, signal) {
  if (!navigator.wakeLock) return;
  let lock = null;
  let asking = false;
  const adjust = async () => {
    const { playback } = practice;
    const wanted = playback !== null && !playback.over && !playback.paused && !document.hidden;
    if (!wanted) {
      await lock?.release();
      lock = null;
    } else if (!asking && (!lock || lock.released)) {
      asking = true;
      lock = await navigator.wakeLock.request("screen").catch(() => null);
      asking = false;
    }
  };
  practice.addEventListener("change", adjust, { signal });
  document.addEventListener("visibilitychange", adjust, { signal });
}

// js/widgets/player.js
var player_default = () => {
  let practice;
  let sound;
  let views = 0;
  function initialize({ model, signal }) {
    const settings = new Settings(browserStorage());
    sound = new Sound(settings);
    practice = new Practice(model, new Outbox(model.get("log_name"), browserStorage()), sound, settings);
    model.on("msg:custom", (message) => practice.answered(message));
    window.addEventListener("pagehide", () => practice.keep(), { signal });
    keepAwake(practice, signal);
    signal.addEventListener("abort", () => practice.abandon());
  }
  function render({ model, el, signal }) {
    views += 1;
    showPractice(practice, model, sound, el, signal);
    practice.arrive();
    signal.addEventListener("abort", () => {
      views -= 1;
      if (views === 0) practice.abandon();
    });
  }
  return { initialize, render };
};
export {
  player_default as default
};
