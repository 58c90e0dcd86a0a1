// Beside the field for files: its button says what stands on it, in whatever language that is. Gradio gives it an
// English name besides, which a person who speaks to the browser could not see.
const name = () => {
  for (const button of document.querySelectorAll("#qa-shelf-files button[aria-label]")) {
    if (button.innerText.trim()) button.removeAttribute("aria-label");
  }
};
setTimeout(() => {
  const field = document.querySelector("#qa-shelf-files");
  if (field) new MutationObserver(name).observe(field, { childList: true, subtree: true });
  name();
}, 0);
