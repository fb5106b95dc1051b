package org.hansa.core.rest;

/** Bodies that are wrong, and deeds that cannot be done. */
final class HostileBodies {

  private static final String API = "/api/v1/";
  private static final String APP = API + "applications";
  private static final String SHOP = APP + "/demo/shop";

  private final HostileCases cases;

  HostileBodies(HostileCases cases) {
    this.cases = cases;
  }

  void all() {
    bodies();
    contents();
    yaml();
    deeds();
  }

  private void bodies() {
    cases.put("no body", "", 400, "malformed", "empty");
    cases.put("no JSON", "kind: Application", 400, "malformed", "line 1");
    cases.put("half", "{\"spec\":{", 400, "malformed", "line 1");
    cases.put("same key twice", "{\"spec\":{},\"spec\":{}}", 400, "malformed", "Duplicate");
    cases.put("deep", "{\"a\":".repeat(100) + "1" + "}".repeat(100), 400, "malformed", "depth");
    cases.put("deep lists", "[".repeat(100_000), 400, "malformed", "depth");
    cases.put("more behind", "{} {}", 400, "malformed", "JSON");
    cases.put("comment", "{/*x*/}", 400, "malformed", "JSON");
    cases.put("not a number", "{\"spec\":{\"size\":NaN}}", 400, "malformed", "JSON");
    cases.put(
        "long number", "{\"spec\":{\"size\":" + "9".repeat(200) + "}}", 400, "malformed", "100");
    cases.put("long key", "{\"" + "k".repeat(2000) + "\":1}", 400, "malformed", "1000");
    cases.put("list", "[]", 422, "invalid", "JSON object");
    cases.put("text", "\"shop\"", 422, "invalid", "JSON object");
    cases.put("null", "null", 422, "invalid", "JSON object");
    cases.put("mistyped field", "{\"spek\":{}}", 422, "invalid", "'spec'");
    cases.put("spec as text", "{\"spec\":\"x\"}", 422, "invalid", "JSON object");
    cases.put("labels as list", "{\"labels\":[]}", 422, "invalid", "labels");
    cases.put("label as number", "{\"labels\":{\"a\":1}}", 422, "invalid", "labels");
    cases.put("label of nothing", "{\"labels\":{\"a\":null}}", 422, "invalid", "label a");
    cases.put("number as text", "{\"spec\":{\"size\":\"1\"}}", 422, "invalid", "/spec/size");
    cases.put("number too small", "{\"spec\":{\"size\":-1}}", 422, "invalid", "/spec/size");
    cases.put("mistyped in spec", "{\"spec\":{\"siez\":1}}", 422, "invalid", "/spec/siez");
    cases.put("other kind", "{\"kind\":\"Site\"}", 422, "invalid", "as the path says");
    cases.put("other tenant", "{\"tenant\":\"other\"}", 422, "invalid", "as the path says");
    cases.put("other name", "{\"name\":\"shop2\"}", 422, "invalid", "as the path says");
    cases.put("name as number", "{\"name\":1}", 422, "invalid", "as the path says");
    byte[] latin = {'{', '"', (byte) 0xe4, '"', ':', '1', '}'};
    cases.add("not UTF-8", json("PUT").body(latin), 400, "malformed", "JSON");
    cases.add("too long", json("PUT").body(" ".repeat(4_200_000)), 413, "too-large", "blob");
    cases.add(
        "too long, as said",
        json("PUT").with("Content-Length", "4194305"),
        413,
        "too-large",
        "4194304");
    cases.add("cut off", json("PUT").with("Content-Length", "10").body("{}"), 400, "malformed", "");
  }

  private static Asked json(String method) {
    return Asked.of(method, SHOP).with("Content-Type", "application/json");
  }

  private void contents() {
    content("form", "application/x-www-form-urlencoded");
    content("plain text", "text/plain");
    content("XML", "application/xml");
    content("UTF-16", "application/json;charset=utf-16");
    content("merge patch to PUT", "application/merge-patch+json");
    content("JSON patch", "application/json-patch+json");
    Asked untyped = Asked.of("PUT", SHOP).body("{}");
    cases.add("no type", untyped, 415, "unsupported-media-type", "Content-Type");
    cases.add(
        "bad type", untyped.with("Content-Type", "json"), 415, "unsupported-media-type", "json");
    cases.add(
        "packed",
        json("PUT").with("Content-Encoding", "gzip").body("{}"),
        415,
        "unsupported-media-type",
        "Content-Encoding");
    Asked xml = Asked.of("GET", SHOP).with("Accept", "application/xml");
    cases.add("wants XML", xml, 406, "not-acceptable", "application/json");
    Asked watch = Asked.of("GET", API + "watch").with("Accept", "application/json");
    cases.add("watch as JSON", watch, 406, "not-acceptable", "Accept");
    Asked list = Asked.of("GET", APP).with("Accept", "text/event-stream");
    cases.add("list as events", list, 406, "not-acceptable", "application/json");
    cases.send("blob as JSON", "POST", API + "blobs", "{}", 415, "unsupported-media-type", "octet");
  }

  private void content(String name, String type) {
    Asked asked = Asked.of("PUT", SHOP).with("Content-Type", type).body("{}");
    cases.add("body as " + name, asked, 415, "unsupported-media-type", "application/json");
  }

  private void yaml() {
    yaml("tag", "spec: !!java.net.URL [x]", 400, "malformed", "tags");
    yaml("own tag", "spec: !secret x", 400, "malformed", "line 1, column 7");
    yaml("anchor", "spec: &a {size: 1}", 400, "malformed", "anchors");
    yaml("alias", "labels: {a: x}\nspec: *a", 400, "malformed", "line 2");
    yaml("merge key", "spec:\n  <<: {size: 1}", 400, "malformed", "merge keys");
    yaml("same key twice", "spec: {}\nspec: {}", 400, "malformed", "twice");
    yaml("deep", "[".repeat(5000), 413, "too-large", "64 levels");
    yaml("much", "spec: [" + "a,".repeat(100_001) + "]", 413, "too-large", "100000");
    yaml("too long", "# " + "x".repeat(4_200_000), 413, "too-large", "4194304");
    yaml("of nothing", "# nothing", 400, "malformed", "empty");
    yaml("of several documents", "spec: {}\n---\nspec: {}", 400, "malformed", "transactions");
    yaml("half", "spec: {", 400, "malformed", "line 1");
    yaml("of a tab", "spec:\n\tsize: 1", 400, "malformed", "line 2");
    yaml("list", "- a", 422, "invalid", "JSON object");
    yaml("word for a number", "spec: {size: on}", 422, "invalid", "/spec/size");
    yaml("other name", "name: shop2", 422, "invalid", "as the path says");
    Asked asked = Asked.of("PUT", SHOP);
    cases.add(
        "YAML that is not UTF-8",
        asked.with("Content-Type", Forms.YAML).body(new byte[] {'a', ':', (byte) 0xe4}),
        400,
        "malformed",
        "UTF-8");
    cases.add(
        "YAML in UTF-16",
        asked.with("Content-Type", "application/yaml;charset=utf-16").body("{}"),
        415,
        "unsupported-media-type",
        "UTF-8");
    cases.add(
        "YAML by a former name",
        asked.with("Content-Type", "text/yaml").body("{}"),
        415,
        "unsupported-media-type",
        "application/yaml");
    cases.add(
        "YAML as a blob",
        Asked.of("POST", API + "blobs").with("Content-Type", Forms.YAML).body("{}"),
        415,
        "unsupported-media-type",
        "octet");
    cases.add(
        "wants YAML by a weight that is none",
        Asked.of("GET", SHOP).with("Accept", "application/yaml;q=2"),
        400,
        "malformed",
        "q=0.5");
    cases.add(
        "wants no YAML and nothing else",
        Asked.of("GET", SHOP).with("Accept", "application/yaml;q=0"),
        406,
        "not-acceptable",
        "application/yaml");
    cases.add(
        "watch as YAML",
        Asked.of("GET", API + "watch").with("Accept", Forms.YAML),
        406,
        "not-acceptable",
        "event-stream");
  }

  private void yaml(String name, String body, int status, String type, String says) {
    Asked asked = Asked.of("PUT", SHOP).with("Content-Type", Forms.YAML).body(body);
    cases.add("YAML " + name, asked, status, type, says);
  }

  private void deeds() {
    cases.get("unknown function", SHOP + "/logz", 404, "not-found", "logs");
    cases.get("function in capitals", SHOP + "/LOGS", 404, "not-found", "openapi");
    cases.get("long argument", SHOP + "/logs?a=" + "b".repeat(1025), 422, "invalid", "1024");
    cases.get("defect", SHOP + "/crash", 500, "internal", "log");
    cases.get("driver's defect", SHOP + "/broken", 500, "internal", "contract");
    cases.get("no digest", API + "blobs/abc", 422, "invalid", "sha256");
    cases.get("no such blob", API + "blobs/sha256:" + "0".repeat(64), 404, "not-found", "blob");
    cases.send(
        "made twice",
        "POST",
        APP,
        "{\"name\":\"shop\",\"tenant\":\"demo\"}",
        409,
        "conflict",
        "PUT");
    cases.send("made nameless", "POST", APP, "{}", 422, "invalid", "name");
    cases.send("made as another", "POST", APP, "{\"kind\":\"Site\"}", 422, "invalid", "path");
    cases.send("patch of nothing", "PATCH", SHOP + "s", "{}", 404, "not-found", "shops");
    cases.send("patch as list", "PATCH", SHOP, "[]", 422, "invalid", "JSON object");
    cases.send("patched name", "PATCH", SHOP, "{\"name\":\"x\"}", 422, "invalid", "path");
    cases.send(
        "patched rule", "PATCH", SHOP, "{\"spec\":{\"size\":-1}}", 422, "invalid", "/spec/size");
    cases.add("deleting nothing", Asked.of("DELETE", SHOP + "s"), 404, "not-found", "shops");
    String secret = API + "secrets/demo/s/values";
    cases.send("value as number", "PUT", secret, "{\"pin\":4711}", 422, "invalid", "'pin'");
    cases.send("values of none", "PUT", SHOP + "/values", "{}", 404, "not-found", "openapi");
    cases.send("values of nothing", "PUT", secret, "{\"a\":\"4711\"}", 404, "not-found", "Secret");
    cases.send("hold of nothing", "POST", SHOP + "/hold", "{}", 422, "invalid", "reason");
    cases.send(
        "hold mistyped", "POST", SHOP + "/hold", "{\"resaon\":\"x\"}", 422, "invalid", "'reason'");
    cases.send(
        "hold in lines", "POST", SHOP + "/hold", "{\"reason\":\"a\\nb\"}", 422, "invalid", "line");
    cases.send("plan of nothing", "POST", API + "plan", "{}", 422, "invalid", "1 to 1000");
    cases.send("plan as list", "POST", API + "plan", "{\"put\":{}}", 422, "invalid", "a list");
    cases.send(
        "plan of text", "POST", API + "plan", "{\"put\":[\"x\"]}", 422, "invalid", "resource");
    cases.send("plan mistyped", "POST", API + "plan", "{\"putt\":[]}", 422, "invalid", "'put'");
    cases.send(
        "plan bad delete", "POST", API + "plan", "{\"delete\":[\"x\"]}", 422, "invalid", "Kind/");
    cases.send(
        "plan delete", "POST", API + "apply", "{\"delete\":[1]}", 422, "invalid", "references");
    String much = "{\"delete\":[" + "\"Site/a/b\",".repeat(1000) + "\"Site/a/b\"]}";
    cases.send("plan of much", "POST", API + "plan", much, 422, "invalid", "1 to 1000");
    cases.add(
        "no plan", Asked.of("POST", API + "plans/demo/x/apply"), 404, "not-found", "Plan/demo/x");
  }
}
