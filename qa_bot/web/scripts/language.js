// The page's language: the visitor's own choice, else the one of the browser's languages that it speaks. Known
// here before anything is shown, so the page is put into it before Gradio draws it.
(() => {
  const qa = window.qaBot; // begun by the page's head with the titles, and the wording of the other language
  const KEY = "qa-bot-language";
  const isSpoken = (language) => language in qa.titles;

  const saved = () => {
    try { return localStorage.getItem(KEY); } catch { return null; } // a browser may refuse to keep anything
  };
  const liked = () => [...(navigator.languages || [])].map((one) => one.split("-")[0].toLowerCase()).find(isSpoken);

  qa.speak = (language) => {
    qa.language = language;
    document.documentElement.lang = language;
    document.title = qa.titles[language];
    qa.nameParts?.();
  };

  qa.choose = (language) => {
    qa.speak(language);
    try { localStorage.setItem(KEY, language); } catch { /* it holds until the page is left */ }
  };

  qa.speak(isSpoken(saved()) ? saved() : liked() || "en");
  const wording = qa.wordings[qa.language] || {};
  for (const one of window.gradio_config?.components || []) Object.assign(one.props, wording[one.id]);
})();
