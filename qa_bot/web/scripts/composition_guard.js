// Enter that ends the composition of a syllable must not send the question.
// Chromium and Firefox say `isComposing` on that key; Safari ends the composition first and says key code 229
// only. The key press that follows belongs to the same stroke and goes the same way.
(() => {
  let isComposing = false;
  let isSwallowed = false;
  const begin = () => { isComposing = true; };
  const end = () => { isComposing = false; };
  window.addEventListener("compositionstart", begin, true);
  window.addEventListener("compositionend", end, true);
  // leaving the page or the field may end a composition without a word
  window.addEventListener("blur", end, true);

  const guard = (event) => {
    if (event.key !== "Enter") return;
    const isOfComposition = isComposing || event.isComposing || event.keyCode === 229;
    if (event.type === "keydown") isSwallowed = isOfComposition;
    if (!isOfComposition && !isSwallowed) return;
    event.stopImmediatePropagation();
    event.preventDefault(); // a form would be sent by the key itself
  };
  window.addEventListener("keydown", guard, true);
  window.addEventListener("keypress", guard, true);
  window.addEventListener("keyup", (event) => {
    if (event.key === "Enter") isSwallowed = false;
  }, true);
})();
