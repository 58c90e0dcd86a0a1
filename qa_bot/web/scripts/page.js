// What the page does in the browser: buttons inside cards speak to the server, copying, and the source view's
// scrolling and focus. Nothing here knows an offset or the text of an article.
(() => {
  const qa = window.qaBot; // begun by the page's head
  let opener = null; // the button that opened the source view, to come back to
  let judged = null; // the thumb that was pressed
  let shown = ""; // how far the conversation had come when it was last scrolled

  // --- buttons and forms of cards; `qaBot.send` is set by the hidden component that the server listens to
  const send = (element, more = {}) => {
    const { qaEvent, ...data } = element.dataset;
    if (qa.send) qa.send(qaEvent, { ...data, ...more });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.dataset.qaCopy !== undefined) copy(button);
    else if (button.dataset.qaEvent) {
      if (!button.closest(".qa-source")) opener = button;
      if (button.dataset.qaEvent === "edit") qa.isEditing = true;
      if (button.dataset.qaEvent === "like") judged = button;
      send(button);
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-qa-event]");
    if (!form) return;
    event.preventDefault();
    send(form, Object.fromEntries(new FormData(form)));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    document.querySelector(".qa-source .qa-close")?.click();
  });

  // --- copying
  const copy = async (button) => {
    const isCopied = await write(button.dataset.qaCopy);
    const said = isCopied ? button.dataset.done : button.dataset.refused;
    const label = (button.dataset.label ||= button.textContent);
    button.textContent = said;
    announce(said);
    clearTimeout(button.qaTimer);
    button.qaTimer = setTimeout(() => { button.textContent = label; }, 2500);
  };

  const write = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return writeBySelection(text); // no clipboard outside of https and this machine
    }
  };

  const writeBySelection = (text) => {
    const field = document.createElement("textarea");
    const focused = document.activeElement;
    field.value = text;
    field.className = "qa-unseen";
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    focused?.focus();
    return isCopied;
  };

  const announce = (text) => {
    const place = document.getElementById("qa-status");
    if (!place) return;
    place.textContent = "";
    setTimeout(() => { place.textContent = text; }, 50);
  };

  // --- the source view, after the server has changed it
  const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const scrollTo = (pane, top) => pane.scrollTo({ top, behavior: isCalm() ? "auto" : "smooth" });

  const showInTable = (table, mark) => {
    const seen = table.getBoundingClientRect();
    const place = mark.getBoundingClientRect();
    const isSeen = place.left >= seen.left && place.right <= seen.right;
    if (!isSeen) table.scrollLeft += place.left - seen.left - table.clientWidth / 3;
  };

  qa.showSource = (element) => {
    const view = element.querySelector(".qa-source");
    document.documentElement.classList.toggle("qa-reading", Boolean(view));
    qa.moved();
    if (!view) {
      if (opener?.isConnected) opener.focus();
      opener = null;
      return;
    }
    for (const pane of view.querySelectorAll(".qa-article")) {
      const mark = pane.querySelector("mark.qa-current") || pane.querySelector("mark");
      const top = mark
        ? mark.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop
        : 0;
      scrollTo(pane, Math.max(0, top - pane.clientHeight / 3));
      const table = mark?.closest(".qa-table");
      if (table) showInTable(table, mark);
    }
    if (!view.contains(document.activeElement) && opener) view.querySelector("h2").focus();
  };

  // --- an answer taller than the pane is read from its beginning, not from its end; only what is new is scrolled
  // to, since a verdict or another language changes the conversation too
  qa.showLastQuestion = () => setTimeout(() => {
    const questions = [...document.querySelectorAll(".qa-question")];
    const come = `${questions.length} asked, ${document.querySelectorAll(".qa-pending").length} pending`;
    const isNew = come !== shown;
    shown = come;
    const last = questions.pop();
    const pane = last && last.closest(".bubble-wrap, .panel-wrap");
    if (!pane || !isNew) return;
    const top = last.getBoundingClientRect().top - pane.getBoundingClientRect().top - 24;
    scrollTo(pane, pane.scrollTop + top);
    // a pressed example is gone, and the focus with it; on a phone the keyboard would come up
    const isLost = document.activeElement === document.body;
    if (isLost && !matchMedia("(pointer: coarse)").matches) questionBox()?.focus({ preventScroll: true });
  }, 80);

  const questionBox = () => document.querySelector("#qa-question textarea, #qa-question input");

  // --- the question box, after "correct it" has filled it
  qa.showQuestion = () => setTimeout(() => {
    const box = questionBox();
    if (!box || !qa.isEditing) return;
    qa.isEditing = false;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }, 50);

  // --- a verdict draws its card anew: the thumb gets the focus back, and what it asks for can be seen
  qa.showVerdict = () => setTimeout(() => {
    if (!judged) return;
    const { exchange, verdict } = judged.dataset;
    judged = null;
    const thumb = document.querySelector(`.qa-thumb[data-exchange="${exchange}"][data-verdict="${verdict}"]`);
    if (document.activeElement === document.body) thumb?.focus({ preventScroll: true });
    const field = document.querySelector(`.qa-correction[data-exchange="${exchange}"]`);
    field?.scrollIntoView({ block: "nearest", behavior: isCalm() ? "auto" : "smooth" });
  }, 80);

  // --- once the server has said everything in the page's language
  qa.begin = (language) => {
    qa.speak(language);
    qa.resume();
    document.documentElement.classList.add("qa-ready");
    qa.moved();
  };
})();
