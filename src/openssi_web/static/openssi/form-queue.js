// What has not reached the server: kept in IndexedDB, sent in order, by one tab at a time.

/**
 * @typedef {{key: string, value: string, status: string, note: string, unit_mult: null, based_on: number}} Change
 * @typedef {{id?: number, uid: string, draft: string, person: string, at: string,
 *   held?: {conflicts?: object[], refused?: object[]},
 *   body: {changes?: Change[], explanations?: object[], idempotency: string}}} Entry
 */

const PAUSES = [2, 5, 15, 30];
const LONGEST_ANSWER = 30_000;

// Not crypto.randomUUID, which is absent where an office serves the site without https.
const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (
  Number(digit) ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

const keysOf = (entry) => (entry.body.changes ?? []).map((change) => change.key);
const holds = (entry, keys) => keysOf(entry).some((key) => keys.includes(key));
const locks = navigator.locks ?? { request: (_, work) => work(), query: () => ({ held: [] }) };

export class Queue {
  /** @param page draft, person, url, token(), onAdded(), onAnswer(), onDecided(), onState() */
  constructor(page) {
    Object.assign(this, page, { tab: uuid(), writing: 0 });
    this.channel = new BroadcastChannel(`openssi-form-${this.draft}-${this.person}`);
  }

  async open() {
    const request = indexedDB.open("openssi-form", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("queue", { keyPath: "id", autoIncrement: true });
      request.result.createObjectStore("typing", { keyPath: ["draft", "person", "key"] });
    };
    this.base = await new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    // Held while the tab lives: what a tab is typing is taken over only once that tab is gone.
    locks.request(`openssi-tab-${this.tab}`, () => new Promise(() => {}));
    for (const name of ["online", "focus"]) window.addEventListener(name, () => this.pump());
    this.channel.onmessage = ({ data: { call, values } }) => {
      this[call]?.(...values);
      if (call === "onAdded") this.pump();
    };
  }

  // Run requests in one transaction; the result is that of the first.
  #run(work) {
    return new Promise((resolve, reject) => {
      const transaction = this.base.transaction(["queue", "typing"], "readwrite");
      const first = work(transaction.objectStore("queue"), transaction.objectStore("typing"));
      transaction.oncomplete = () => resolve(first.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  #isOurs = (record) => record.draft === this.draft && record.person === this.person;

  // Read and write in one step; entries left without changes go.
  async #change(decide, typed = []) {
    this.writing += 1;
    await this.#run((queue, typing) => {
      const all = queue.getAll();
      all.onsuccess = () => {
        for (const entry of decide(all.result.filter(this.#isOurs))) {
          if (entry.body.changes?.length || entry.body.explanations) queue.put(entry);
          else queue.delete(entry.id);
        }
      };
      for (const key of typed) typing.delete([this.draft, this.person, key]);
      return all;
    });
    this.writing -= 1;
  }

  // Call the page here and in the other tabs.
  #tell(call, ...values) {
    this.channel.postMessage({ call, values });
    this[call]?.(...values);
  }

  /** @returns {Promise<Entry[]>} */
  async entries() {
    return (await this.#run((queue) => queue.getAll())).filter(this.#isOurs);
  }

  /** Keep one save, which takes the place of refused ones of its cells, and send it when its turn comes. */
  async add(body) {
    const entry = {
      uid: uuid(), draft: this.draft, person: this.person, at: new Date().toISOString(),
      body: { ...body, idempotency: uuid() },
    };
    const keys = keysOf(entry);
    this.onAdded(entry, true);
    await this.#change((entries) => [...superseded(entries.filter((each) => each.held?.refused), keys), entry], keys);
    this.channel.postMessage({ call: "onAdded", values: [entry] });
    this.pump();
  }

  /** Keep what is being typed, or keep it no longer. */
  keepTyping(key, change) {
    const { draft, person, tab } = this;
    return this.#run((_, typing) => (
      change ? typing.put({ draft, person, key, tab, change }) : typing.delete([draft, person, key])));
  }

  /** Return what was typed and not left in tabs that are gone. @returns {Promise<Change[]>} */
  async abandoned() {
    const alive = (await locks.query()).held.map((lock) => lock.name);
    return (await this.#run((_, typing) => typing.getAll()))
      .filter((each) => this.#isOurs(each) && !alive.includes(`openssi-tab-${each.tab}`)).map((each) => each.change);
  }

  /** Carry out what a person decided about a cell that somebody else changed. */
  async decide(uid, key, isMine, theirs) {
    await this.#change((entries) => {
      const at = entries.findIndex((each) => each.uid === uid && each.held?.conflicts);
      if (at < 0) return [];
      const [entry, ...later] = entries.slice(at);
      release(entry, "conflicts", [key]);
      for (const change of entry.body.changes) if (change.key === key) change.based_on = theirs.version;
      return isMine ? [entry] : [entry, ...later].map((each) => without(each, [key]));
    });
    this.#tell("onDecided", key, isMine, theirs);
    this.pump();
  }

  /** Send what waits, unless another tab is at it; a pause ends at once. */
  async pump() {
    this.isAskedAgain = true;
    this.#tell("wake");
    if (this.isAsked) return;
    this.isAsked = true;
    while (this.isAskedAgain) await locks.request(`openssi-form-send-${this.draft}`, () => this.#drain());
    this.isAsked = false;
  }

  async #drain() {
    for (let failures = 0; ;) {
      this.isAskedAgain = false;
      const entries = await this.entries();
      const count = entries.flatMap((entry) => (entry.held ? [] : entry.body.changes ?? entry.body.explanations)).length;
      const entry = entries.find((each, at) => !each.held && !entries.slice(0, at).some((one) => holds(one, keysOf(each))));
      if (!entry) return this.#tell("onState", "idle", 0);
      if (!failures) this.#tell("onState", "saving", count);
      const [status, answer] = await this.#post(entry);
      if (status >= 200 && status < 500 && ![401, 403, 404, 408, 429].includes(status)) {
        failures = 0;
        await this.#settle(entry, status, answer);
      } else {
        this.#tell("onState", { 401: "session", 403: "forbidden", 404: "gone" }[status] ?? "waiting", count);
        await this.#pause(PAUSES[failures] ?? PAUSES.at(-1));
        failures += 1;
      }
    }
  }

  #pause(seconds) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, seconds * 1000);
    }).then(() => { this.wake = undefined; });
  }

  // Status 0 where no answer came; a page instead of an answer is the one to sign in.
  async #post(entry) {
    try {
      const response = await fetch(this.url, {
        method: "POST", signal: AbortSignal.timeout(LONGEST_ANSWER), body: JSON.stringify(entry.body),
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token() },
      });
      const isJson = response.headers.get("Content-Type")?.includes("json");
      return [response.ok && !isJson ? 401 : response.status, isJson ? await response.json() : {}];
    } catch {
      return [0, {}];
    }
  }

  async #settle(entry, status, answer) {
    // The page learns the new versions before the entry goes.
    this.onAnswer(entry, status, answer, true);
    this.channel.postMessage({ call: "onAnswer", values: [entry, status, answer] });
    await this.#change((entries) => {
      const later = entries.filter((each) => each.id > entry.id);
      if (status === 200) return [{ ...entry, body: {} }, ...rebased(later, answer.saved ?? [])];
      if (!entry.body.changes) return [{ ...entry, body: {} }];
      const refused = answer.refused ?? keysOf(entry).map((key) => ({ key }));
      entry.held = status === 409 ? { conflicts: answer.conflicts } : { refused };
      return status === 409 ? [entry] : [entry, ...superseded([entry], later.flatMap(keysOf))];
    });
  }
}

// Take cells out of an entry.
function without(entry, keys) {
  if (entry.body.changes) entry.body.changes = entry.body.changes.filter((change) => !keys.includes(change.key));
  return entry;
}

// Take cells off what holds an entry; with nothing left the entry goes again, as a new save.
function release(entry, why, keys) {
  entry.held[why] = entry.held[why].filter((each) => !keys.includes(each.key));
  if (entry.held[why].length) return;
  delete entry.held;
  entry.body.idempotency = uuid();
}

// Take cells out of refused entries because newer ones hold them.
function superseded(refused, keys) {
  const touched = refused.filter((entry) => holds(entry, keys));
  for (const entry of touched) release(without(entry, keys), "refused", keys);
  return touched;
}

// Build later saves of the same cells on the versions just saved.
function rebased(later, saved) {
  const versions = Object.fromEntries(saved.map((each) => [each.key, each.version]));
  for (const change of later.flatMap((entry) => entry.body.changes ?? [])) {
    change.based_on = Math.max(change.based_on, versions[change.key] ?? 0);
  }
  return later;
}
