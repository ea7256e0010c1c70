// Starts Swagger UI. In a file of its own, so that the page works under a policy that forbids inline scripts.
"use strict";

const place = document.getElementById("swagger-ui");

const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
const followPreference = () =>
  document.documentElement.classList.toggle("dark-mode", prefersDark.matches);
prefersDark.addEventListener("change", followPreference);
followPreference();

// Examples of optional headers are filled in as values. An If-Match or Idempotency-Key of an example makes the call fail,
// so these fields start empty.
const EmptyOptionalHeaders = () => ({
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (update) => (contract) => {
          for (const parameter of Object.values(contract.components?.parameters ?? {})) {
            if (parameter.in === "header" && !parameter.required) {
              delete parameter.example;
              delete parameter.examples;
              delete parameter.schema?.example;
              delete parameter.schema?.examples;
            }
          }
          return update(contract);
        },
      },
    },
  },
});

// Signing in here needs no registered client: docs.css hides those fields, and instead of an empty Basic header the
// request says what it comes from, as one more form field (RFC 6749 §2.3.1).
const nameTheClient = (request) => {
  if (String(request.headers?.Authorization ?? "").startsWith("Basic ")) {
    delete request.headers.Authorization;
    request.body = `${request.body}&client_id=docs`;
  }
  return request;
};

SwaggerUIBundle({
  url: place.dataset.samples,
  domNode: place,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: true,
  plugins: [CodeSamples, EmptyOptionalHeaders],
  requestInterceptor: nameTheClient,
  tryItOutEnabled: true,
  validatorUrl: null,
});
