// The visitor's page of luwte-practice. The key that lets it make a visitor stands behind the "#" of
// the address and is taken out of it at once; the visitor's token lives in this script's memory
// alone. Nothing is stored, so a reload is a new visitor.
"use strict";

const words = {
  nl: {
    skip: "Naar de chat", practice: "Dit is een oefening. Hier zit geen hulplijn achter.", exit: "Snel weg",
    title: "Oefenen als hulpvrager", intro: "Kies een schuilnaam en begin. De chatmedewerker ziet je verschijnen in de wachtrij.",
    nickname: "Schuilnaam", department: "Afdeling", start: "Begin de chat", message: "Je bericht", send: "Versturen",
    leave: "Chat beëindigen", again: "Nieuwe chat", messages: "Berichten", me: "Jij", page: "Oefenchat",
    footer: "Deze pagina bewaart niets: geen cookies, geen opslag. Sluit je het tabblad, dan is het gesprek voor jou weg.",
    waiting: "Je wacht op een chatmedewerker.", active: "Je chat met {0}.", closed: "De chat is afgelopen.",
    typing: "{0} typt…", somebody: "een chatmedewerker", lost: "Geen verbinding met de oefendienst. We proberen het opnieuw.",
    key: "Deze pagina werkt alleen met het volledige adres dat luwte-practice bij het starten noemt.",
    failed: "Je bericht is niet verstuurd. Probeer het nog een keer.", full: "Er zijn al te veel oefengesprekken open.",
    h_question: "Liever een vraag achterlaten?", question: "Je vraag", send_question: "Vraag achterlaten", read_code: "Je code", read_answer: "Lees het antwoord",
    about_code: "Je krijgt een code. Alleen met die code lees je later het antwoord. Schrijf hem op: niemand anders heeft hem, ook de hulplijn niet.",
    code: "Je vraag is achtergelaten. Je code: {0}", no_answer: "Er is nog geen antwoord. Kijk later nog eens.", no_code: "Deze code klopt niet.",
    your_question: "Je vraag", the_answer: "Het antwoord", questions_full: "Er zijn al te veel vragen.",
    h_transcript: "Het gesprek bewaren", about_transcript: "Je mag dit gesprek bewaren. Wie bij je apparaat kan, kan het bestand lezen.", save: "Bewaar het gesprek als bestand",
  },
  en: {
    skip: "To the chat", practice: "This is practice. There is no helpline behind it.", exit: "Leave quickly",
    title: "Practise as a visitor", intro: "Choose a nickname and begin. The counsellor sees you appear in the queue.",
    nickname: "Nickname", department: "Department", start: "Start the chat", message: "Your message", send: "Send",
    leave: "End the chat", again: "New chat", messages: "Messages", me: "You", page: "Practice chat",
    footer: "This page keeps nothing: no cookies, no storage. When you close the tab, the conversation is gone for you.",
    waiting: "You are waiting for a counsellor.", active: "You are chatting with {0}.", closed: "The chat has ended.",
    typing: "{0} is typing…", somebody: "a counsellor", lost: "No connection with the practice service. Trying again.",
    key: "This page works only with the whole address that luwte-practice tells when it starts.",
    failed: "Your message was not sent. Please try again.", full: "Too many practice sessions are open.",
    h_question: "Would you rather leave a question?", question: "Your question", send_question: "Leave the question", read_code: "Your code", read_answer: "Read the answer",
    about_code: "You get a code. Only with that code you can read the answer later. Write it down: nobody else has it, the helpline neither.",
    code: "Your question was left. Your code: {0}", no_answer: "There is no answer yet. Look again later.", no_code: "This code is not right.",
    your_question: "Your question", the_answer: "The answer", questions_full: "There are too many questions.",
    h_transcript: "Keep the conversation", about_transcript: "You may keep this conversation. Whoever can use your device can read the file.", save: "Keep the conversation as a file",
  },
};

const key = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

const $ = (id) => document.getElementById(id);
let language = navigator.language && !navigator.language.startsWith("nl") ? "en" : "nl";
let token = null;
let next = 0;
let last = { state: "waiting", typing: false, with: "" };
let pending = null; // {client_id, text} that may or may not have arrived
let timer = 0;
let typingSent = 0;
let said = []; // "who: text", for who may keep the conversation
let code = null;
let found = null; // the question and the answer that were asked for
let kept = null; // the address of the file that was made of it

const t = (name, ...values) => words[language][name].replace(/\{(\d)\}/g, (_, i) => values[i]);

function translate() {
  document.documentElement.lang = language;
  document.title = t("page") + " - Luwte practice";
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  $("messages").setAttribute("aria-label", t("messages"));
  for (const code of ["nl", "en"]) $(code).setAttribute("aria-pressed", String(code === language));
  for (const node of document.querySelectorAll("#messages .me .who")) node.textContent = t("me");
  show();
}

function complain(name) {
  $("error").hidden = !name;
  $("error").textContent = name ? t(name) : "";
}

async function ask(what, body, bearer) {
  const options = { headers: { Authorization: "Bearer " + bearer }, cache: "no-store", credentials: "omit", redirect: "error" };
  if (body !== undefined) {
    options.method = "POST";
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  const answer = await fetch("/visitor/" + what, options);
  if (!answer.ok) throw Object.assign(new Error(what), { status: answer.status });
  return answer.json();
}

function add(message) {
  const item = document.createElement("li");
  const who = document.createElement("span");
  const mine = message.from === "visitor";
  item.className = mine ? "me" : "other";
  who.className = "who";
  who.textContent = mine ? t("me") : last.with || t("somebody");
  item.append(who, message.text);
  said.push(who.textContent + ": " + message.text);
  $("messages").append(item);
  item.scrollIntoView({ block: "nearest" });
}

function show() {
  const name = last.with || t("somebody");
  const status = t(last.state, name);
  if ($("status").textContent !== status) $("status").textContent = status;
  $("typing").textContent = last.typing && last.state === "active" ? t("typing", name) : "";
  $("write").hidden = last.state === "closed";
  $("again").hidden = last.state !== "closed";
  showTranscript();
  showQuestion();
}

// Made only when the counsellor allowed it, and only in this page's memory until she saves it.
function showTranscript() {
  const allowed = last.state === "closed" && last.transcript === true;
  $("transcript").hidden = !allowed;
  if (!allowed || kept) return;
  kept = URL.createObjectURL(new Blob([said.join("\n\n") + "\n"], { type: "text/plain" }));
  $("save").href = kept;
}

function showQuestion() {
  $("code").hidden = !code;
  if (code && $("code").textContent !== t("code", code)) $("code").textContent = t("code", code);
  if (!found) return;
  const parts = [["your_question", found.text], ["the_answer", found.answer || t("no_answer")]].map(([name, text]) => {
    const part = document.createElement("p");
    const who = document.createElement("strong");
    who.textContent = t(name) + ": ";
    part.append(who, text);
    return part;
  });
  $("answer").replaceChildren(...parts);
}

async function look() {
  const mine = token;
  clearTimeout(timer);
  try {
    const answer = await ask("messages?after=" + next, undefined, mine);
    if (mine !== token) return;
    if (!$("error").hidden && !pending) complain(null);
    last = answer;
    answer.messages.forEach(add);
    next = answer.next;
    show();
  } catch (error) {
    if (mine !== token) return;
    if (error.status) { last = { state: "closed", typing: false, with: "" }; show(); } else complain("lost");
  }
  if (token && last.state !== "closed") timer = setTimeout(look, 1000);
}

function reset() {
  clearTimeout(timer);
  token = null;
  pending = null;
  next = 0;
  last = { state: "waiting", typing: false, with: "" };
  $("messages").replaceChildren();
  $("text").value = "";
  said = [];
  if (kept) URL.revokeObjectURL(kept);
  kept = null;
  $("save").removeAttribute("href");
  complain(null);
}

function typing(on) {
  if (token) ask("typing", { typing: on }, token).catch(() => {});
}

$("begin").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!key) { complain("key"); return; }
  try {
    reset();
    const answer = await ask("arrive", { nickname: $("nickname").value.trim(), department: $("department").value }, key);
    token = answer.token;
    $("begin").hidden = true;
    $("questions").hidden = true;
    $("chat").hidden = false;
    $("text").focus();
    look();
  } catch (error) {
    complain(error.status === 401 ? "key" : error.status === 503 ? "full" : "lost");
  }
});

$("write").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text || !token) return;
  // The same id until it has arrived: pressing the button again never doubles a message.
  if (!pending || pending.text !== text) pending = { text, client_id: crypto.randomUUID() };
  try {
    await ask("say", pending, token);
    pending = null;
    typingSent = 0;
    $("text").value = "";
    complain(null);
    look();
  } catch (error) {
    complain("failed");
  }
});

$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("write").requestSubmit();
  }
});

$("text").addEventListener("input", () => {
  const now = Date.now();
  if (!$("text").value) { typing(false); typingSent = 0; } else if (now - typingSent > 3000) { typing(true); typingSent = now; }
});

$("leave").addEventListener("click", async () => {
  try { await ask("leave", {}, token); } catch (error) { complain("lost"); return; }
  look();
});

$("again").addEventListener("click", () => {
  reset();
  $("chat").hidden = true;
  $("begin").hidden = false;
  $("questions").hidden = false;
  $("nickname").value = "";
  $("nickname").focus();
});

$("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = $("question").value.trim();
  if (!text) return;
  try {
    code = (await ask("ask", { text, department: $("department").value }, key)).code;
    $("question").value = "";
    complain(null);
    show();
    $("code").focus();
  } catch (error) {
    complain(error.status === 401 ? "key" : error.status === 503 ? "questions_full" : "lost");
  }
});

$("read").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    found = await ask("answer", undefined, $("read-code").value.trim());
    complain(null);
    show();
  } catch (error) {
    found = null;
    $("answer").replaceChildren();
    complain(error.status === 401 ? "no_code" : "lost");
  }
});

function leaveQuickly() {
  if (kept) URL.revokeObjectURL(kept);
  if (token) ask("leave", {}, token).catch(() => {});
  document.body.replaceChildren();
  document.title = "";
  location.replace("about:blank");
}

$("exit").addEventListener("click", leaveQuickly);
// Escape twice within a second is the same, for who has no time to find the button.
let escaped = 0;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - escaped < 1000) leaveQuickly();
  escaped = event.timeStamp;
});
for (const code of ["nl", "en"]) $(code).addEventListener("click", () => { language = code; translate(); });

(async () => {
  translate();
  if (!key) complain("key");
  try {
    const answer = await ask("departments", undefined, key);
    for (const name of answer.departments) $("department").append(new Option(name, name));
  } catch (error) {
    complain("lost");
  }
  $("nickname").focus();
})();
