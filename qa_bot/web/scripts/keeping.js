// What a tab keeps of its conversation while the page is loaded anew, and loading it anew where the server has
// forgotten this visit. It is kept in this tab alone, and as the server wrote it into the cards.
(() => {
  const qa = window.qaBot;
  const TALK = "qa-bot-talk", DRAFT = "qa-bot-draft", SENT = "qa-bot-sent";
  const MOST_CHARACTERS = 400_000; // the oldest go first
  const KNOWN_MS = 5_000; // no server comes back so soon after it was stopped
  const FORGOTTEN_MS = 50 * 60_000; // Gradio forgets the visit of a computer that slept for an hour
  const LOOKED_MS = 10_000; // how often; a server takes as long to start
  const JUST_MS = 1_000;
  let isBegun = false;
  let waiting = ""; // the question that is being answered
  let heard = Date.now();
  let sent = 0; // when the question in the box was sent

  const read = (key) => {
    try { return sessionStorage.getItem(key) || ""; } catch { return ""; }
  };
  const write = (key, text) => {
    try { sessionStorage.setItem(key, text); } catch { /* a browser may refuse to keep anything */ }
  };

  // --- the conversation
  const cardOf = (message) => {
    const html = message.content?.[0]?.component?.value ?? message.content?.[0]?.value;
    return new DOMParser().parseFromString(String(html ?? ""), "text/html").body;
  };

  qa.keep = (messages) => {
    if (!isBegun) return;
    const cards = messages.map(cardOf);
    const kept = cards.map((card) => card.querySelector("[data-kept]")?.dataset.kept).filter(Boolean);
    while (kept.join().length > MOST_CHARACTERS) kept.shift();
    write(TALK, `[${kept.join(",")}]`);
    const isWaiting = cards.findIndex((card) => card.querySelector(".qa-pending"));
    waiting = isWaiting > 0 ? cards[isWaiting - 1].innerText.trim() : "";
  };

  qa.kept = () => read(TALK);

  // --- what was typed, and what was asked and not yet answered
  const box = () => document.querySelector("#qa-question textarea, #qa-question input");

  addEventListener("pagehide", () => write(DRAFT, box()?.value || waiting));

  qa.resume = () => {
    isBegun = true;
    const draft = read(DRAFT), isSent = read(SENT);
    write(DRAFT, "");
    write(SENT, "");
    if (!draft || !box() || box().value) return;
    box().value = draft;
    box().dispatchEvent(new Event("input", { bubbles: true }));
    if (isSent) setTimeout(() => sendButton()?.click(), 100); // once Gradio knows what stands there
  };

  const sendButton = () => document.querySelector("#qa-question .submit-button");
  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target === box()) sent = Date.now();
  }, true);
  addEventListener("click", (event) => {
    if (sendButton()?.contains(event.target)) sent = Date.now();
  }, true);

  // --- before anything goes to a server that may have been started anew, it is asked whether it is the same
  const ask = window.fetch.bind(window);

  const isNew = async () => {
    const { root, api_prefix: prefix, app_id: known } = window.gradio_config;
    const answer = await ask(`${root.replace(/\/$/, "")}${prefix}/app_id`, { cache: "no-store" });
    return answer.ok && (await answer.json()).app_id !== known;
  };

  const isForgotten = async () => Date.now() - heard > FORGOTTEN_MS || isNew();

  // an article that is being written is worth more than a page that knows its visit
  const isWriting = () => [...document.querySelectorAll(".qa-shelf-adding textarea")].some((one) => one.value);

  const isLeaving = async () => {
    if (!isBegun || isWriting() || Date.now() - heard < KNOWN_MS) return false;
    const isSent = Date.now() - sent < JUST_MS;
    // a server that can't be reached is for Gradio to wait for
    if (!(await isForgotten().catch(() => false))) return false;
    if (isSent) write(SENT, "yes");
    location.reload();
    return true;
  };

  window.fetch = async (resource, options) => {
    if (String(resource?.url ?? resource).includes("/queue/join")) {
      if (await isLeaving()) return new Promise(() => {}); // a page that goes needs no answer
      heard = Date.now();
    }
    return ask(resource, options);
  };

  // --- a page at which nobody is busy looks by itself, so that the next press takes effect at once
  const isTyping = () => document.activeElement?.matches("textarea, input:not([type=radio])")
    && Boolean(document.activeElement.value);
  const isAtRest = () => isBegun && !isTyping() && !isWriting()
    && !history.state?.qaDepth && document.visibilityState === "visible";

  setInterval(async () => {
    if (isAtRest() && (await isNew().catch(() => false)) && isAtRest()) location.reload();
  }, LOOKED_MS);

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") isLeaving();
  });
})();
