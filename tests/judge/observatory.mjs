// Serves a site by TLS, as its proxy would, and prints what MDN's HTTP Observatory says of each of its pages.
//
// Reads one JSON object: { site: "http://127.0.0.1:…", key, certificate, pages: [{ name, path, cookie, without }] };
// `without` names a header that is taken away on the way.
// Prints one JSON object a page: { name, grade, score, failed: [the names of the Observatory's tests] }.

import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const asked = JSON.parse(readFileSync(0, "utf8"));
const source = join(process.cwd(), "node_modules/@mdn/mdn-http-observatory/src/");
const part = (name) => import(pathToFileURL(join(source, name)));
const { retrieve } = await part("retriever/retriever.js");
const { ALL_TESTS } = await part("constants.js");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await part("grader/charts.js");
const { getGradeForScore, getScoreModifier } = await part("grader/grader.js");

let page = {};
let secure;

function handOn(scheme) {
  return (request, response) => {
    const headers = {
      ...request.headers,
      host: `localhost:${secure.address().port}`,
      "x-forwarded-proto": scheme,
      "x-forwarded-for": "192.0.2.1",
    };
    if (page.cookie) headers.cookie = [request.headers.cookie, page.cookie].filter(Boolean).join("; ");
    const further = http.request(asked.site + request.url, { method: request.method, headers }, (answer) => {
      delete answer.headers[page.without];
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    request.pipe(further);
  };
}

function listening(server) {
  return new Promise((resolve) => server.listen(0, "localhost", () => resolve(server)));
}

function judged(found) {
  const results = ALL_TESTS.map((test) => test(found)).filter((each) => each.result);
  const points = results.map((each) => getScoreModifier(each.result));
  const plain = points.filter((each) => each < 0).reduce((sum, each) => sum + each, 100);
  const all = points.reduce((sum, each) => sum + each, 100);
  const { score, grade } = getGradeForScore(plain >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? all : plain);
  return { grade, score, failed: results.filter((each) => !each.pass).map((each) => each.result) };
}

const pair = { key: asked.key, cert: asked.certificate };
secure = await listening(https.createServer(pair, handOn("https")));
const open = await listening(http.createServer(handOn("http")));
for (page of asked.pages) {
  const found = await retrieve("localhost", {
    httpPort: open.address().port,
    httpsPort: secure.address().port,
    path: page.path,
  });
  const status = found.responses.auto?.status;
  if (status !== 200) throw new Error(`${page.name} answered ${status}`);
  console.log(JSON.stringify({ name: page.name, ...judged(found) }));
}
process.exit();
