"use strict";
// The page to ask a collection. What an article says is only ever text: nodes are made by `make`, never from markup.
(() => {
const PAGE = 50, BARS = 10, PERIODS = 24, AROUND = 2, EVERY = {year: 4, quarter: 6, month: 7};
const OPEN = ["period", "partner", "topic", "act", "meeting"]; // filters that are unfolded at first
const COLUMNS = ["partners", "regions", "topics", "people", "dates", "statements", "meetings"];
const $ = (id) => document.getElementById(id);
const facets = {}, layers = {}, nodes = {}, most = {}, narrowed = {};
let data, n, state, masks, fails, result, story, sought, whole = "";

const make = (tag, traits, ...inside) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== false) node.setAttribute(name, value);
  }
  node.append(...inside); // what is no node becomes text
  return node;
};
const button = (traits, ...inside) => make("button", {type: "button", ...traits}, ...inside);
const spoken = () => (state.lang === "vi" ? "vi" : "en");
const number = (value) => value.toLocaleString(spoken());
const say = (name, fields = {}) =>
  data.words.page[name][spoken()].replace(/\{(\w+)\}/g, (_, field) => fields[field] ?? "");
const called = (facet) => data.words.facets[facet][spoken()];
const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);
const label = (facet, value) => {
  const named = own(data.words.values, value ? `${facet} ${value}` : facet), pair = own(data.labels, `${facet} ${value}`);
  if (named) return named[spoken()];
  if (pair) return state.lang === "both" && pair[0] !== pair[1] ? `${pair[0]} (${pair[1]})` : pair[state.lang === "vi" ? 0 : 1];
  return facet === "person" ? value.replace(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase()) : value;
};

// ---- what the page holds, unpacked: sentences, and layers of what was found in them, a row each
const unpack = async () => {
  const packed = atob($("rows").textContent), bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};
const sum = (steps) => {
  const sums = new Int32Array(steps.length);
  for (let i = 0, at = 0; i < steps.length; i++) sums[i] = at += steps[i];
  return sums;
};
const addFacet = (name, layer, codes) => {
  const values = [], index = new Map(); // of the keys; a row may have several
  const lists = data.values[name].map((value) => {
    const parts = data.split.includes(name) ? [...new Set(value.split(" "))] : [value];
    const keys = parts.filter((part) => part || name === "source");
    return keys.map((key) => index.get(key) ?? (index.set(key, values.push(key) - 1), index.get(key)));
  });
  facets[name] = {name, layer, codes, values, index, lists};
  layers[layer].facets.push(name);
};
const keysOf = (name, r) => facets[name].lists[facets[name].codes[r]].map((value) => facets[name].values[value]);
const prepare = () => {
  const of = data.articles, told = data.sentences;
  n = told.sentence.length;
  told.sentence = sum(told.sentence);
  data.article = new Int32Array(n);
  data.first = sum([0, ...of.sentences]);
  of.id.forEach((_, a) => data.article.fill(a, data.first[a], data.first[a + 1]));
  layers.articles = {row: data.article.map((_, s) => s), facets: []};
  for (const name of ["period", "source"]) addFacet(name, "articles", data.article.map((a) => of[name][a]));
  addFacet("role", "articles", told.role);
  for (const [name, columns] of Object.entries(data.layers)) {
    const row = sum(columns.row), first = new Int32Array(n + 1);
    for (const s of row) first[s + 1]++;
    layers[name] = {row, first: sum(first), start: columns.start, length: columns.length, facets: []};
    for (const facet of Object.keys(columns)) if (facet in data.values) addFacet(facet, name, columns[facet]);
  }
  const years = facets.period.values.filter((value) => value.length === 4).length;
  data.every = years > 3 ? "year" : years > 1 ? "quarter" : "month";
};
const rowsOf = (layer, s, {first} = layers[layer]) =>
  Array.from({length: first[s + 1] - first[s]}, (_, i) => first[s] + i);

// ---- what is asked stands in the address, so that every answer can be linked to
const resolve = (name, value) => { // the beginning of a key is enough where only one begins so
  const {index, values} = facets[name], near = index.has(value) ? [] : values.filter((key) => key.startsWith(value));
  return near.length === 1 ? near[0] : value;
};
const read = () => {
  const asked = new URLSearchParams(location.hash.slice(1)), wanted = {};
  for (const name of Object.keys(facets)) {
    const values = new Set(asked.getAll(name).map((value) => resolve(name, value)));
    if (values.size) wanted[name] = [...values];
  }
  const among = (name, known) => (known.includes(asked.get(name)) ? asked.get(name) : data[name]);
  const q = data.text === "none" ? "" : (asked.get("q") || "").normalize("NFC").trim();
  return {wanted, q, exact: asked.get("exact") || "", page: Math.max(1, parseInt(asked.get("page"), 10) || 1),
    open: asked.get("open") || "", every: among("every", Object.keys(EVERY)), lang: among("lang", ["both", "en", "vi"])};
};
const go = (changes) => {
  const next = {...state, q: $("q").value.trim(), page: 1, open: "", ...changes}, to = new URLSearchParams();
  const usual = {q: "", exact: "", page: 1, open: "", every: data.every, lang: data.lang};
  for (const [name, values] of Object.entries(next.wanted)) for (const value of values) to.append(name, value);
  for (const name of Object.keys(usual)) if (next[name] !== usual[name]) to.set(name, next[name]);
  if (String(to) === location.hash.slice(1)) render();
  else location.hash = String(to); // and the page is drawn when the address has changed
};
const toggle = (name, value) => {
  const {[name]: before = [], ...wanted} = state.wanted;
  const values = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  go({wanted: values.length ? {...wanted, [name]: values} : wanted});
};

// ---- search: each letter folded to one without marks, at the same place; marks that were typed are then compared
const folds = new Uint16Array(65536), tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
const foldLetter = (code) => {
  const small = String.fromCharCode(code).toLowerCase(), [base, ...marks] = small.normalize("NFD");
  if (code === 10 || !base) return code;
  if (/\s/.test(small)) return 32;
  return base === "đ" ? 100 : (marks.every((mark) => /\p{M}/u.test(mark)) ? base : small).charCodeAt(0);
};
const fold = (text) => {
  const codes = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    codes[i] = folds[code] || (folds[code] = foldLetter(code));
  }
  return new TextDecoder("utf-16le", {ignoreBOM: true}).decode(codes);
};
const spell = (word) => { // hòa and hoà are one word: the tone is compared apart from the letters
  const letters = word.toLowerCase().normalize("NFD");
  return letters.replace(tones, "") + (letters.match(tones) || []).join("");
};
const inWord = (letter) => letter !== undefined && /[\p{L}\p{N}\p{M}]/u.test(letter);
const compile = (q, exact) => {
  const words = q.split(/\s+/), escaped = words.map((word) => fold(word).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const spelt = words.map((word) => (exact || fold(word) !== word.toLowerCase() ? spell(word) : ""));
  return {pattern: new RegExp(escaped.join(" +"), "g"), first: inWord(q[0]), last: inWord(q[q.length - 1]), spelt};
};
const search = ({pattern, first, last, spelt}, plain, raw, visit) => {
  pattern.lastIndex = 0;
  for (let found; (found = pattern.exec(plain)); ) {
    const start = found.index, end = start + found[0].length;
    let holds = !(first && inWord(plain[start - 1])) && !(last && inWord(plain[end]));
    const words = holds && spelt.some(Boolean) ? raw.slice(start, end).split(/\s+/) : [];
    holds &&= words.every((word, i) => !spelt[i] || spell(word) === spelt[i]);
    if (holds) visit(start, end);
    else pattern.lastIndex = start + 1;
  }
};
const searchAll = () => {
  const key = `${state.exact} ${state.q}`, query = compile(state.q, state.exact), mask = new Uint8Array(n);
  if (sought?.key === key) return sought.mask;
  const texts = data.sentences.text;
  story ??= {raw: texts.join("\n"), plain: fold(texts.join("\n")), first: sum([0, ...texts.map((text) => text.length + 1)])};
  let s = 0;
  search(query, story.plain, story.raw, (start) => {
    while (story.first[s + 1] <= start) s++;
    mask[s] = 1;
  });
  sought = {key, query, mask};
  return mask;
};

// ---- the answer: all filters hold; those of one layer (act, speaker, addressee) hold of one and the same row
const answer = () => {
  for (const facet of Object.values(facets)) {
    const wanted = new Set((state.wanted[facet.name] || []).map((value) => facet.index.get(value)));
    facet.ok = wanted.size ? facet.lists.map((list) => list.some((value) => wanted.has(value))) : null;
  }
  masks = state.q ? {search: searchAll()} : {};
  fails = new Uint8Array(n); // how many of the masks leave a sentence out
  for (const [name, layer] of Object.entries(layers)) {
    const asked = layer.facets.map((facet) => facets[facet]).filter((facet) => facet.ok);
    if (!asked.length) continue;
    masks[name] = new Uint8Array(n);
    layer.row.forEach((s, r) => asked.every((facet) => facet.ok[facet.codes[r]]) && (masks[name][s] = 1));
  }
  for (const mask of Object.values(masks)) for (let s = 0; s < n; s++) if (!mask[s]) fails[s]++;
  result = [...fails.keys()].filter((s) => !fails[s]);
};
const count = (facet) => { // sentences of each key, with all filters but its own
  const layer = layers[facet.layer], mask = masks[facet.layer], size = facet.values.length;
  const counts = new Int32Array(size), last = new Int32Array(size).fill(-1);
  const others = layer.facets.map((name) => facets[name]).filter((other) => other !== facet && other.ok);
  layer.row.forEach((s, r) => {
    if (fails[s] > (mask && !mask[s] ? 1 : 0) || !others.every((other) => other.ok[other.codes[r]])) return;
    for (const value of facet.lists[facet.codes[r]]) {
      if (last[value] !== s) counts[value]++;
      last[value] = s;
    }
  });
  return counts;
};

// ---- filters, each a list of bars
const buildFacet = (name) => {
  const list = make("ul", {}), title = make("summary", {}), redraw = () => drawFacet(facets[name]);
  const narrow = make("input", {type: "search", autocomplete: "off", input: () => (narrowed[name] = narrow.value, redraw())});
  const more = button({class: "more", click: () => {
    most[name] = list.children.length + 4 * BARS;
    redraw();
  }});
  const details = make("details", {class: "facet", "data-facet": name}, title);
  const every = make("select", {id: "every", change: () => go({every: every.value})});
  const by = make("p", {class: "row"}, make("label", {for: "every", "data-word": "every"}), every);
  details.append(...(name === "period" ? [by] : []), narrow, list, more);
  details.open = OPEN.includes(name) || name in state.wanted;
  $("facets").append(details);
  nodes[name] = {title, list, narrow, more};
};
const choose = (id, values) => $(id).replaceChildren(...values.map((value) =>
  make("option", {value, selected: value === state[id] && ""}, label(id, value))));
const drawFacet = (facet) => {
  const {name, values} = facet, {title, list, narrow, more} = nodes[name], wanted = state.wanted[name] || [];
  const counts = count(facet), at = (value) => counts[facet.index.get(value)] ?? 0, period = name === "period";
  const last = (value) => (name === "partner" && value === data.home) || value === "undated";
  const order = (a, b) => last(a) - last(b) || (period ? 0 : at(b) - at(a)) || (a < b ? -1 : 1);
  const drawable = (value) => !period || value.length === EVERY[state.every] || value === "undated";
  const there = values.filter((value) => wanted.includes(value) || (at(value) && drawable(value)));
  if (name !== "role") there.sort(order);
  const few = period ? PERIODS : BARS, some = fold(narrowed[name] || "").trim(), longest = Math.max(1, ...there.map(at));
  const found = there.filter((value) => fold(label(name, value)).includes(some) || fold(value).includes(some));
  const drawn = found.filter((value, place) => place < (most[name] || few) || wanted.includes(value));
  title.textContent = called(name) + (wanted.length ? ` (${number(wanted.length)})` : "");
  narrow.hidden = there.length <= few;
  for (const trait of ["aria-label", "placeholder"]) narrow.setAttribute(trait, say("narrow", {name: called(name)}));
  list.setAttribute("aria-label", called(name));
  list.replaceChildren(...drawn.map((value) => {
    const fill = make("span", {class: "fill"}), unit = make("span", {class: "hidden"}, ` ${say("in_bar")}`);
    fill.style.width = `${(100 * at(value)) / longest}%`;
    const traits = {class: "bar", "aria-pressed": String(wanted.includes(value)), "data-at": `bar ${name} ${value}`};
    return make("li", {}, button({...traits, "data-count": at(value), click: () => toggle(name, value)},
      make("span", {}, label(name, value)), make("span", {class: "n"}, number(at(value)), unit),
      make("span", {class: "track", "aria-hidden": "true"}, fill)));
  }));
  if (!drawn.length) list.append(make("li", {class: "facts"}, say("none_here")));
  more.hidden = drawn.length >= found.length;
  more.textContent = say("more", {n: number(found.length - drawn.length)});
};

// ---- sentences
const tell = (layer, r, name = label) => {
  const of = (facet) => keysOf(facet, r).map((key) => name(facet, key));
  if (layer === "meetings") return `${of("meeting")}: ${of("side").join(" – ")}`;
  if (layer !== "statements") return of(layers[layer].facets.at(-1)).join(" ");
  return `${of("act")}: ${[of("speaker").join(", "), of("addressee").join(", ")].filter(Boolean).join(" → ")}`;
};
const marksOf = (s, asked) => { // of all that was found in a sentence, or of what is asked
  const marks = [], text = data.sentences.text[s];
  for (const layer of COLUMNS) {
    const {start, length, facets: names} = layers[layer];
    const filters = asked ? names.map((name) => facets[name]).filter((facet) => facet.ok) : [];
    if (asked && !filters.length) continue;
    for (const r of rowsOf(layer, s)) {
      const hit = start[r] >= 0 && filters.every((facet) => facet.ok[facet.codes[r]]);
      if (hit) marks.push({start: start[r], end: start[r] + length[r], of: layer, says: tell(layer, r)});
    }
  }
  if (state.q) search(sought.query, fold(text), text, (start, end) => marks.push({start, end, of: "searched", says: state.q}));
  return marks;
};
const highlight = (s, asked) => {
  const text = data.sentences.text[s];
  const found = () => COLUMNS.flatMap((layer) => rowsOf(layer, s).map((r) => tell(layer, r)));
  if (!text) return [say("no_text", {n: data.sentences.sentence[s]}), [...new Set(found())].join(" · ")];
  const marks = marksOf(s, asked), edges = new Set([0, text.length, ...marks.flatMap(({start, end}) => [start, end])]);
  return [...edges].sort((a, b) => a - b).map((end, i, all) => {
    const over = marks.filter((mark) => mark.start <= all[i - 1] && end <= mark.end), piece = text.slice(all[i - 1] ?? 0, end);
    const joined = (trait, between) => over.map((mark) => mark[trait]).join(between);
    return over.length ? make("mark", {class: joined("of", " "), title: joined("says", "; ")}, piece) : piece;
  });
};
const titleOf = (a) => data.articles.title[a] || (data.text === "none" ? data.articles.id[a] : say("no_title"));
const nameOf = (s) => `${data.articles.id[data.article[s]]}:${data.sentences.sentence[s]}`;
const drawList = () => {
  const pages = Math.max(1, Math.ceil(result.length / PAGE)), page = (state.page = Math.min(state.page, pages));
  $("list").replaceChildren(...result.slice((page - 1) * PAGE, page * PAGE).map((s) => {
    const a = data.article[s], facts = [titleOf(a), data.articles.published[a], ...keysOf("source", s), label("role", keysOf("role", s)[0])];
    const traits = {class: "sentence", lang: "vi", "aria-haspopup": "dialog", "data-at": `sentence ${nameOf(s)}`};
    return make("li", {}, button({...traits, click: () => go({open: nameOf(s), page})}, ...highlight(s, true)),
      make("p", {class: "of"}, facts.filter(Boolean).join(" · ")));
  }));
  if (n && !result.length) $("list").append(make("li", {}, say("nothing")));
  $("at").textContent = say("at_page", {page: number(page), pages: number(pages)});
  [$("pages").hidden, $("previous").disabled, $("next").disabled] = [pages < 2, page <= 1, page >= pages];
};
const drawChips = () => {
  const chip = (name, at, click) =>
    make("li", {}, button({"data-at": `chip ${at}`, "aria-label": say("remove", {name}), click}, `${name} ×`));
  const chips = Object.entries(state.wanted).flatMap(([name, values]) => values.map((value) => {
    const known = facets[name].index.has(value) ? label(name, value) : `${value} (${say("unknown")})`;
    return chip(`${called(name)}: ${known}`, `${name} ${value}`, () => toggle(name, value));
  }));
  if (state.q) chips.unshift(chip(`“${state.q}”`, "q", () => go({q: ""})));
  $("chips").replaceChildren(...chips);
  $("clear").disabled = !chips.length;
};

// ---- one sentence with its article
const drawOne = () => {
  const s = state.open ? data.article.findIndex((_, at) => nameOf(at) === state.open) : -1;
  if (s < 0) return $("one").open && $("one").close();
  const of = data.articles, a = data.article[s], [from, to] = data.first.subarray(a, a + 2), url = of.url[a];
  const link = {href: url, rel: "noreferrer noopener nofollow", target: "_blank"}, basis = label("basis", of.basis[a]);
  const facts = [["article", of.id[a]], ["published", of.published[a] ? `${of.published[a]} (${basis})` : say("undated")],
    ["source", label("source", keysOf("source", s)[0])], ["address", /^https?:\/\/\S+$/i.test(url) ? make("a", link, url) : url],
    ["place", `${data.sentences.sentence[s]} · ${label("role", keysOf("role", s)[0])}`]];
  const near = whole === state.open ? [from, to] : [Math.max(from, s - AROUND), Math.min(to, s + AROUND + 1)];
  const around = Array.from({length: near[1] - near[0]}, (_, i) =>
    make("p", {lang: "vi", "aria-current": near[0] + i === s && "true"}, ...highlight(near[0] + i, false)));
  const found = COLUMNS.filter((layer) => rowsOf(layer, s).length).flatMap((layer) => {
    const rows = new Map(rowsOf(layer, s).map((r) => [tell(layer, r), r]));
    const told = [...rows].map(([says, r]) => button({click: () => ask(layer, r)}, says));
    return [make("dt", {}, make("mark", {class: layer}, data.words.layers[layer][spoken()])), make("dd", {}, ...told)];
  });
  const close = button({click: () => $("one").close()}, say("close")), list = (name, terms) => [make("h3", {}, say(name)), make("dl", {}, ...terms)];
  const all = button({click: () => {
    whole = state.open;
    drawOne();
  }}, say("whole"));
  $("one-body").replaceChildren(
    make("div", {class: "top"}, make("h2", {id: "one-title", lang: "vi"}, titleOf(a)), close),
    make("dl", {}, ...facts.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", {}, say(name)), make("dd", {}, value)])),
    make("h3", {}, say("neighbours")), make("div", {class: "story"}, ...around),
    ...(around.length < to - from ? [make("p", {}, all)] : []), ...(found.length ? list("found", found) : []));
  if (!$("one").open) $("one").showModal();
  if (whole) $("one").querySelector("[aria-current]").scrollIntoView({block: "center"});
  close.focus({preventScroll: true});
};
const ask = (layer, r) => { // the sentences of which the same was found
  const names = layer === "dates" ? ["date"] : layers[layer].facets;
  go({q: "", wanted: Object.fromEntries(names.map((name) => [name, keysOf(name, r)]).filter(([, keys]) => keys.length))});
};

// ---- the rows as CSV, as kit.spreadsheets writes them: no cell is a formula
const cell = (value) => {
  const guarded = typeof value === "string" && /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};
const write = () => {
  const of = data.articles, told = data.sentences, key = (_, value) => value;
  const rows = result.map((s) => {
    const a = data.article[s], found = (layer) => [...new Set(rowsOf(layer, s).map((r) => tell(layer, r, key)))].join("; ");
    return [of.id[a], told.sentence[s], ...keysOf("role", s), told.text[s] ?? "", of.title[a] ?? "", of.published[a],
      ...keysOf("source", s), of.url[a], ...COLUMNS.map(found)];
  });
  rows.unshift(["article_id", "sentence", "role", "text", "title", "published", "source", "url", ...COLUMNS]);
  return `\ufeff${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
};
const save = () => {
  const address = URL.createObjectURL(new Blob([write()], {type: "text/csv;charset=utf-8"}));
  make("a", {href: address, download: "sentences.csv"}).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  $("told").textContent = say("saved", {n: number(result.length)});
};

// ---- all of it
const drawNotices = () => {
  const {total, articles: of} = data, m = of.id.length, empty = (name) => !facets[name].values.length;
  const fields = {articles: number(total.articles), sentences: number(total.sentences), m: number(m)};
  const holds = {sampled: m < total.articles, snippets: data.text === "snippets", no_texts: data.text === "none",
    none_articles: !m, none_sentences: m && !n, none_dates: m && !of.published.some(Boolean),
    none_partners: n && empty("partner") && empty("region")};
  const names = Object.keys(holds).filter((name) => holds[name]);
  $("notices").replaceChildren(...names.map((name) => make("p", {class: "notice", "data-notice": name}, say(name, fields))));
};
const render = () => {
  const focused = document.activeElement?.dataset.at, names = Object.keys(data.words.facets);
  state = read();
  answer();
  if (!$("facets").children.length) names.forEach(buildFacet);
  document.documentElement.lang = spoken();
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  choose("lang", ["both", "en", "vi"]);
  choose("every", Object.keys(EVERY));
  Object.assign($("q"), {value: state.q, disabled: data.text === "none"});
  [$("exact").checked, $("facts").textContent] = [Boolean(state.exact), data.about];
  drawNotices();
  names.forEach((name) => drawFacet(facets[name]));
  drawChips();
  drawList();
  const m = new Set(result.map((s) => data.article[s])).size, all = {total: number(n), articles: number(data.articles.id.length)};
  $("count").textContent = say("count", {n: number(result.length), m: number(m), ...all});
  [$("to").textContent, $("save").disabled] = [`${say("to_sentences")} (${number(result.length)})`, !result.length];
  Object.assign($("count").dataset, {sentences: result.length, articles: m, of: location.hash});
  if (focused) (document.querySelector(`[data-at="${CSS.escape(focused)}"]`) || $("results")).focus({preventScroll: true});
  drawOne();
};
const listen = () => {
  const on = (id, event, does) => $(id).addEventListener(event, (happened) => (happened.preventDefault(), does()));
  const asked = () => go({exact: $("exact").checked ? "1" : ""});
  const toSentences = () => ($("results").focus(), $("results").scrollIntoView());
  on("search", "submit", asked);
  on("exact", "change", asked);
  on("lang", "change", () => go({lang: $("lang").value, page: state.page}));
  on("clear", "click", () => go({wanted: {}, q: ""}));
  on("save", "click", save);
  for (const [id, step] of [["previous", -1], ["next", 1]])
    on(id, "click", () => (go({page: state.page + step}), toSentences()));
  for (const id of ["skip", "to"]) on(id, "click", toSentences);
  on("one", "close", () => state.open && !$("one").open && ((whole = ""), go({page: state.page})));
  const wide = matchMedia("(min-width: 62rem)");
  $("filters").open = wide.matches;
  wide.addEventListener("change", () => ($("filters").open = wide.matches));
  addEventListener("hashchange", render);
};
const early = JSON.parse($("words").textContent), greet = (name, problem = "") =>
  ($("count").textContent = early[name][document.documentElement.lang].replace("{problem}", problem));
const start = async () => {
  if (typeof DecompressionStream === "undefined") return greet("old");
  try {
    data = await unpack();
    prepare();
    for (const id of ["search", "aside", "tools"]) $(id).hidden = false;
    listen();
    render();
    document.documentElement.dataset.ready = "yes";
  } catch (problem) {
    greet("broken", problem.message);
  }
};
greet("opening");
addEventListener("DOMContentLoaded", start); // the rows stand below, and may still be on their way
})();
