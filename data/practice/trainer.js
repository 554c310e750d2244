// The trainer's page of luwte-practice: which scenario is played, what goes wrong. The key stands
// behind the "#" of the address and is taken out of it at once. Nothing is stored.
"use strict";

const kinds = ["delay_ms", "loss", "duplicate", "reorder", "wrong_json", "errors", "drop", "slow"];
const usual = { delay_ms: 2000 };

const words = {
  nl: {
    skip: "Naar de inhoud", practice: "Dit is een oefening. Hier zit geen hulplijn achter.", calm: "Stop alle storingen",
    title: "Voor de trainer", page: "Trainer", visitors: "Hulpvragers", play_visitor: "Zelf een hulpvrager spelen (nieuw tabblad)",
    scenario: "Scenario", speed: "Snelheid (1 is gewoon, 10 is tien keer zo snel)", play: "Begin dit scenario", nobody: "Niemand meer",
    trouble: "Storingen tussen de dienst en de chatmedewerkers", cut: "Verbreek nu alle verbindingen",
    about: "Wat je aanzet werkt meteen, en alleen bij de chatmedewerkers. Hulpvragers merken er zelf niets van.",
    footer: "Deze pagina bewaart niets. Stopt luwte-practice, dan is alles weg.",
    counts: "Nu: {0} wachten, {1} in gesprek, {2} vragen zonder antwoord.", quiet: "Er is nu geen storing.", now: "Nu gestoord: {0}.",
    key: "Deze pagina werkt alleen met het volledige adres dat luwte-practice bij het starten noemt.",
    lost: "Geen verbinding met de oefendienst. We proberen het opnieuw.", wrong: "Dat kan niet. Kijk of het getal klopt.",
    own: "Het eigen scenario", "s-scenario": "Een gewone avond", "s-hard-evening": "Een zware avond", none: "geen scenario",
    playing: "Speelt nu: {0}, snelheid {1}.",
    on: "Aan", met: "{0} keer gebeurd", share: "Van elke honderd", milliseconds: "Milliseconden",
    delay_ms: "Vertraging: alles komt later", loss: "Verlies: geen antwoord, geen bericht", duplicate: "Dubbel: alles komt twee keer",
    reorder: "Verwisseld: een bericht komt na het volgende", wrong_json: "Kapotte JSON: half antwoord, half bericht",
    errors: "Fout 500: de dienst weigert", drop: "Afgebroken: de verbinding valt midden in een antwoord weg", slow: "Traag: een antwoord komt met een paar tekens tegelijk",
  },
  en: {
    skip: "To the content", practice: "This is practice. There is no helpline behind it.", calm: "Stop all trouble",
    title: "For the trainer", page: "Trainer", visitors: "Visitors", play_visitor: "Play a visitor yourself (new tab)",
    scenario: "Scenario", speed: "Speed (1 is normal, 10 is ten times as fast)", play: "Start this scenario", nobody: "Nobody any more",
    trouble: "Trouble between the service and the counsellors", cut: "Break all connections now",
    about: "What you switch on works at once, for the counsellors alone. Visitors do not notice it themselves.",
    footer: "This page keeps nothing. When luwte-practice ends, all is gone.",
    counts: "Now: {0} waiting, {1} in conversation, {2} questions without an answer.", quiet: "There is no trouble now.", now: "Trouble now: {0}.",
    key: "This page works only with the whole address that luwte-practice tells when it starts.",
    lost: "No connection with the practice service. Trying again.", wrong: "That cannot be. Check the number.",
    own: "The scenario of your own", "s-scenario": "An ordinary evening", "s-hard-evening": "A hard evening", none: "no scenario",
    playing: "Playing now: {0}, speed {1}.",
    on: "On", met: "happened {0} times", share: "Of each hundred", milliseconds: "Milliseconds",
    delay_ms: "Delay: everything comes later", loss: "Loss: no answer, no event", duplicate: "Duplicate: everything comes twice",
    reorder: "Reorder: an event comes after the next one", wrong_json: "Wrong JSON: half an answer, half an event",
    errors: "Error 500: the service refuses", drop: "Dropped: the connection ends within an answer", slow: "Slow: an answer comes a few bytes at a time",
  },
};

const key = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

const $ = (id) => document.getElementById(id);
let language = navigator.language && !navigator.language.startsWith("nl") ? "en" : "nl";
let state = null;
let timer = 0;

const t = (name, ...values) => words[language][name].replace(/\{(\d)\}/g, (_, i) => values[i]);
const scenarioName = (name) => (name === "" ? t("none") : words[language]["s-" + name] || t("own"));

function complain(name) {
  $("error").hidden = !name;
  const text = name ? t(name) : "";
  if ($("error").textContent !== text) $("error").textContent = text;
}

// Written only when it changes, so that a screen reader tells what is new and nothing else.
function write(id, text) {
  if ($(id).textContent !== text) $(id).textContent = text;
}

function build() {
  for (const kind of kinds) {
    const set = document.createElement("fieldset");
    const unit = kind === "delay_ms" ? "milliseconds" : "share";
    set.innerHTML = `<legend data-t="${kind}"></legend><div class="row">
      <label class="on" for="on-${kind}"><input type="checkbox" id="on-${kind}"> <span data-t="on"></span></label>
      <label for="n-${kind}" data-t="${unit}"></label>
      <input type="number" id="n-${kind}" min="1" max="${kind === "delay_ms" ? 20000 : 100}" value="${usual[kind] || 30}" required>
      <p class="met" id="met-${kind}"></p></div>`;
    $("troubles").append(set);
    $("on-" + kind).addEventListener("change", () => choose(kind));
    $("n-" + kind).addEventListener("change", () => { if ($("on-" + kind).checked) choose(kind); });
  }
}

function show() {
  if (!state) return;
  const on = kinds.filter((kind) => state.trouble[kind] > 0);
  write("now", on.length ? t("now", on.map((kind) => t(kind).split(":")[0].toLowerCase() + " " + state.trouble[kind] + (kind === "delay_ms" ? " ms" : "%")).join(", ")) : t("quiet"));
  $("now").classList.toggle("on", on.length > 0);
  write("counts", t("counts", state.waiting, state.talking, state.questions) + " " + t("playing", scenarioName(state.scenario), state.speed));
  $("visitor").href = state.visitor_url;
  for (const kind of kinds) {
    $("on-" + kind).checked = state.trouble[kind] > 0;
    if (state.trouble[kind] > 0 && document.activeElement !== $("n-" + kind)) $("n-" + kind).value = state.trouble[kind];
    write("met-" + kind, t("met", state.met[kind]));
  }
}

function translate() {
  document.documentElement.lang = language;
  document.title = t("page") + " - Luwte practice";
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const option of $("scenario").options) option.textContent = scenarioName(option.value);
  for (const code of ["nl", "en"]) $(code).setAttribute("aria-pressed", String(code === language));
  show();
}

async function ask(what, body) {
  const options = { headers: { Authorization: "Bearer " + key }, cache: "no-store", credentials: "omit", redirect: "error" };
  if (body !== undefined) {
    options.method = "POST";
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  const answer = await fetch("/trainer/" + what, options);
  if (!answer.ok) throw Object.assign(new Error(what), { status: answer.status });
  return answer.json();
}

async function act(what, body) {
  try {
    state = await ask(what, body);
    complain(null);
  } catch (error) {
    complain(error.status === 401 ? "key" : error.status ? "wrong" : "lost");
  }
  show();
}

function choose(kind) {
  const field = $("n-" + kind);
  if (!field.reportValidity()) { show(); return; }
  act("trouble", { [kind]: $("on-" + kind).checked ? Math.round(Number(field.value)) : 0 });
}

async function look() {
  clearTimeout(timer);
  await act("state");
  timer = setTimeout(look, 1000);
}

$("stage").addEventListener("submit", (event) => {
  event.preventDefault();
  act("scenario", { scenario: $("scenario").value, speed: Number($("speed").value) });
});
$("nobody").addEventListener("click", () => act("nobody", {}));
$("calm").addEventListener("click", () => act("calm", {}));
$("cut").addEventListener("click", () => act("cut", {}));
for (const code of ["nl", "en"]) $(code).addEventListener("click", () => { language = code; translate(); });

(async () => {
  build();
  translate();
  if (!key) { complain("key"); return; }
  await act("state");
  if (state) {
    for (const name of state.scenarios) $("scenario").append(new Option(scenarioName(name), name));
    $("scenario").value = state.scenario;
    $("speed").value = state.speed;
  }
  look();
})();
