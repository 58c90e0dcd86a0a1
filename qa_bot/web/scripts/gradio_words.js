// What Gradio says by itself comes in the browser's language, or in English alone, and some of it not at all: here
// it is said in the page's language, and what had no name gets one.
(() => {
  const qa = window.qaBot;
  const each = (css, act) => document.querySelectorAll(css).forEach(act);

  const name = (css, words, attributes = ["aria-label", "title"]) => each(css, (one) => {
    for (const attribute of attributes)
      if (one.getAttribute(attribute) !== words) one.setAttribute(attribute, words);
  });
  const unname = (css) => each(css, (one) => one.removeAttribute("aria-label"));
  // the pieces of text that stand in an element itself, in their order
  const write = (element, ...words) => {
    const texts = [...element.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
    texts.slice(0, words.length).forEach((text, place) => {
      if (text.data.trim() !== words[place]) text.data = ` ${words[place]} `;
    });
  };

  qa.nameParts = () => {
    const say = qa.gradioWords[qa.language];
    // the chat
    name("#qa-chat [role=log]", say.conversation, ["aria-label"]);
    name("#qa-chat .icon-button-wrapper.top-panel button", say.clear);
    name("#qa-question .submit-button", say.send_question);
    unname('#qa-chat [aria-label$="of type html"]'); // "bot's message: a component of type html"
    each('#qa-chat .examples[role="list"]', (one) => one.setAttribute("role", "group")); // it has no items
    // files
    each('#qa-shelf-files [data-testid="upload-text"]', (one) => write(one, say.drop_files, say.choose_files));
    each("#qa-shelf-files .or", (one) => write(one, `- ${say.or_else} -`));
    unname("#qa-shelf-files button.upload-container"); // what stands on it is its name
    // around the page
    name("footer", say.footer, ["aria-label"]);
    each("footer .show-api", (one) => write(one, say.for_programs));
    each(".toast-title.error", (one) => write(one, say.problem));
    name(".toast-close", say.close_notice, ["aria-label"]);
    each('[data-testid="toast-text"].error', (one) => {
      if (one.textContent.startsWith("Connection to the server was lost")) write(one, say.connection_lost);
    });
  };

  let isDue = false;
  const note = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => { isDue = false; qa.nameParts(); });
  };
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
})();
