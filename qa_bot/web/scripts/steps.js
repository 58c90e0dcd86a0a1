// The browser's Back button closes what was opened last: the source, an article of the list, or the articles tab.
// Each of them that is open is one step in the browser's history; what is closed on the page itself takes its step
// back. Every step is made by a press of the visitor's: browsers pass over others.
(() => {
  const qa = window.qaBot;
  const GIVEN_UP_MS = 4_000;
  const find = (css) => [...document.querySelectorAll(css)].find((one) => one.checkVisibility?.() ?? true);
  const tabs = () => [...document.querySelectorAll("#qa-tabs > .tab-wrapper [role=tab]")];
  const isSelected = (tab) => tab?.getAttribute("aria-selected") === "true";

  // in the order in which they lie over one another
  const layers = [
    {
      isOpen: () => document.documentElement.classList.contains("qa-reading"),
      close: () => document.querySelector(".qa-source .qa-close")?.click(),
    },
    { isOpen: () => isSelected(tabs()[1]), close: () => tabs()[0]?.click() },
    {
      isOpen: () => Boolean(find(".qa-shelf-article")),
      close: () => find(".qa-shelf-back")?.click(),
    },
  ];
  const open = () => layers.filter((one) => one.isOpen());

  let depth = history.state?.qaDepth || 0; // steps in the history
  let aimed = null; // how many are to stay open, while the server closes the others
  let timer = 0;
  let isReturning = false; // the page itself goes back

  const step = (to) => history.pushState({ ...history.state, qaDepth: to }, "");

  qa.moved = () => {
    const count = open().length;
    if (aimed !== null && count > aimed) return;
    aimed = null;
    if (isReturning) return;
    if (count < depth) {
      isReturning = true;
      history.go(count - depth);
      return;
    }
    while (depth < count) step(++depth);
  };

  addEventListener("popstate", (event) => {
    depth = event.state?.qaDepth || 0;
    if (isReturning) {
      isReturning = false;
      qa.moved(); // something may have been opened meanwhile
      return;
    }
    const closing = open().slice(depth).reverse();
    if (!closing.length) {
      qa.moved(); // forward, to what is closed
      return;
    }
    aimed = depth;
    closing.forEach((one) => one.close());
    clearTimeout(timer);
    timer = setTimeout(() => { aimed = null; }, GIVEN_UP_MS);
  });
})();
