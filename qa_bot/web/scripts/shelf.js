// Inside one of the shelf's HTML components: its buttons speak to the server, and the focus stays where a reader
// with a keyboard or a screen reader expects it when a new article or a new page of the list appears.
let step = null;
let shown = null;

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-shelf]");
  if (!button || button.disabled) return;
  step = button.dataset.step || null;
  if (button.dataset.shelf === "open" && button.closest(".qa-shelf-list")) window.qaShelfOpener = button.dataset.article;
  trigger(button.dataset.shelf === "close" ? "clear" : "click", { ...button.dataset });
});

const settle = () => {
  setTimeout(() => window.qaBot?.moved?.(), 60); // once it can be seen, or no longer
  const heading = element.querySelector(".qa-shelf-article h2");
  if (heading) {
    const isNew = heading.dataset.article !== shown;
    shown = heading.dataset.article;
    if (isNew) setTimeout(() => show(heading), 60); // once it can be seen
    return;
  }
  shown = null;
  if (!step) return;
  const pages = element.querySelector(".qa-shelf-pages");
  const pressed = pages?.querySelector(`[data-step="${step}"]:enabled`) || pages?.querySelector("button:enabled");
  step = null;
  element.scrollIntoView({ block: "start" });
  pressed?.focus({ preventScroll: true });
};

const show = (heading) => {
  heading.focus({ preventScroll: true });
  heading.closest(".qa-shelf")?.scrollIntoView({ block: "start" }); // the way back stands above it
};

watch("value", settle);
settle();
