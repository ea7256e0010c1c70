// Shows the `x-codeSamples` of an operation in Swagger UI, which does not know them. In a file of its own, like docs.js.
"use strict";

const CHOSEN = "accord.language";

const CodeSamples = ({ React }) => {
  const make = React.createElement;

  const copy = (source, say) =>
    navigator.clipboard.writeText(source).then(
      () => say("Copied"),
      () => say("Select and copy it"),
    );

  const Samples = ({ samples }) => {
    const [chosen, choose] = React.useState(localStorage.getItem(CHOSEN) ?? samples[0].label);
    const [said, say] = React.useState("Copy");
    const sample = samples.find(({ label }) => label === chosen) ?? samples[0];
    const tab = ({ label }) =>
      make(
        "button",
        {
          key: label,
          type: "button",
          "aria-pressed": label === sample.label,
          onClick: () => {
            localStorage.setItem(CHOSEN, label);
            choose(label);
            say("Copy");
          },
        },
        label,
      );
    const copying = { type: "button", className: "copy", onClick: () => copy(sample.source, say) };
    return make(
      "div",
      { className: "code-samples" },
      make("div", { role: "group", "aria-label": "Language" }, samples.map(tab), make("button", copying, said)),
      make("pre", { tabIndex: 0, "aria-label": `Code for ${sample.label}` }, make("code", null, sample.source)),
    );
  };

  // The list of responses is drawn once an operation: the samples go before it.
  const withSamples = (Original) => (props) => {
    const operation = ["paths", props.path, props.method];
    const samples = props.specSelectors.specJson().getIn([...operation, "x-codeSamples"])?.toJS();
    return make(React.Fragment, null, samples && make(Samples, { samples }), make(Original, props));
  };

  return { wrapComponents: { responses: (Original) => withSamples(Original) } };
};
