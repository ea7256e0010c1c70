// Starts ReDoc. In a file of its own, so that the page needs no inline script.
"use strict";

const place = document.getElementById("redoc");
const fonts = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";
const codeFonts = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

// Only fonts and colours that are hard to read otherwise: a dark theme was tried and left parts of it unreadable.
const theme = {
  colors: {
    primary: { main: "#1f5fbf" },
    responses: {
      error: { color: "#b3261e", backgroundColor: "#fdecea", tabTextColor: "#ff8a80" },
      redirect: { color: "#7a4f00", backgroundColor: "#fff6e6", tabTextColor: "#ffa500" },
    },
  },
  typography: {
    fontFamily: fonts,
    headings: { fontFamily: fonts },
    code: { fontFamily: codeFonts, color: "#a3241c" },
  },
};

Redoc.init(
  place.dataset.samples,
  {
    downloadDefinitionUrl: place.dataset.contract,
    expandResponses: "200,201,202",
    requiredPropsFirst: true,
    theme,
  },
  place,
);
