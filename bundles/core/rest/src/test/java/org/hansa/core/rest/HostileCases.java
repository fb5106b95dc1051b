package org.hansa.core.rest;

import java.util.ArrayList;
import java.util.List;

/** Requests that are wrong, by name, and what the door says to each. */
final class HostileCases {

  private static final String API = "/api/v1/";
  private static final String APP = API + "applications";
  private static final String SHOP = APP + "/demo/shop";

  private final List<Case> cases = new ArrayList<>();

  /**
   * @param type the last word of the problem's type
   * @param says what stands in detail, cure or errors
   */
  record Case(String name, Asked asked, int status, String type, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> all() {
    HostileCases all = new HostileCases();
    all.paths();
    all.queries();
    all.logins();
    all.bodies();
    all.contents();
    all.methods();
    all.headers();
    all.deeds();
    return all.cases;
  }

  private void get(String name, String path, int status, String type, String says) {
    add(name, Asked.of("GET", path), status, type, says);
  }

  private void put(String name, String body, int status, String type, String says) {
    send(name, "PUT", SHOP, body, status, type, says);
  }

  private void send(
      String name, String method, String path, String body, int status, String type, String says) {
    Asked asked = Asked.of(method, path).with("Content-Type", "application/json").body(body);
    add(name, asked, status, type, says);
  }

  private void add(String name, Asked asked, int status, String type, String says) {
    cases.add(new Case(name, asked, status, type, says));
  }

  private void paths() {
    get("mistyped kind", API + "aplications", 404, "not-found", "'applications'");
    get("kind, not its path", API + "Application", 404, "not-found", "'applications'");
    get("nothing of the kind", API + "qqqqqqqqqqqqqqqqqqq", 404, "not-found", "/api/v1/kinds");
    get("root", "/", 404, "not-found", "openapi");
    get("other version", "/api/v2/applications", 404, "not-found", "openapi");
    get("too deep", SHOP + "/a/b/c", 404, "not-found", "openapi");
    get("absent", APP + "/demo/absent", 404, "not-found", "Application/demo/absent");
    get("capital letter", APP + "/demo/Shop", 422, "invalid", "lower-case");
    get("name too long", APP + "/demo/" + "a".repeat(254), 422, "invalid", "253");
    get("path too long", APP + "/" + "a".repeat(1100), 413, "too-large", "1024");
    get("parent folder", API + "../../etc/passwd", 400, "malformed", "path");
    get("encoded parent", API + "%2e%2e/%2e%2e/etc/passwd", 400, "malformed", "path");
    get("encoded slash", APP + "/demo%2Fshop", 400, "malformed", "path");
    get("encoded newline", SHOP + "%0d%0aX:y", 400, "malformed", "path");
    get("matrix parameter", SHOP + ";jsessionid=1", 400, "malformed", "path");
    get("double slash", "/api//v1/applications", 400, "malformed", "path");
    get("back slash", API + "..\\applications", 400, "malformed", "path");
    get("unknown health", "/health/all", 404, "not-found", "openapi");
  }

  private void queries() {
    get("mistyped parameter", APP + "?labelselector=a", 422, "invalid", "'labelSelector'");
    get("parameter of none", SHOP + "?x=1", 422, "invalid", "none here");
    get("parameter twice", APP + "?limit=1&limit=2", 422, "invalid", "once");
    get("no limit", APP + "?limit=", 422, "invalid", "1 to 1000");
    get("limit 0", APP + "?limit=0", 422, "invalid", "1 to 1000");
    get("limit 1001", APP + "?limit=1001", 422, "invalid", "1 to 1000");
    get("limit below 0", APP + "?limit=-1", 422, "invalid", "1 to 1000");
    get("limit as power", APP + "?limit=1e2", 422, "invalid", "1 to 1000");
    get("limit over long", APP + "?limit=99999999999999999999", 422, "invalid", "1 to 1000");
    get("foreign digits", APP + "?limit=%EF%BC%91", 422, "invalid", "1 to 1000");
    get("bad percent", APP + "?limit=%zz", 400, "malformed", "percent");
    get("half a percent", APP + "?limit=1%", 400, "malformed", "percent");
    get("bad UTF-8", APP + "?tenant=%ff", 400, "malformed", "UTF-8");
    get("header by query", APP + "?tenant=a%0d%0aSet-Cookie:b", 400, "malformed", "control");
    get("query too long", APP + "?tenant=" + "a".repeat(4100), 413, "too-large", "query");
    get("too many", APP + "?a=1" + "&a=1".repeat(40), 422, "invalid", "at most 32");
    get("nameless", APP + "?=1", 422, "invalid", "a name");
    get("no cursor", APP + "?cursor=zzz", 422, "invalid", "next");
    get("forged cursor", APP + "?cursor=MSAwMDAwMDAwMCBhIGI", 422, "invalid", "next");
    get("empty selector", APP + "?labelSelector=", 422, "invalid", "a=b");
    get("selector without sign", APP + "?labelSelector=a", 422, "invalid", "a=b");
    get("selector without key", APP + "?labelSelector=!=a", 422, "invalid", "a=b");
    get("many terms", APP + "?labelSelector=a=b" + ",a=b".repeat(16), 422, "invalid", "16");
    get("no pointer", APP + "?fieldSelector=spec=x", 422, "invalid", "JSON pointer");
    get("neither true nor false", APP + "?watch=maybe", 422, "invalid", "true or false");
    get("from the future", APP + "?watch=true&from=999999999", 422, "invalid", "from");
    get("from without watch", APP + "?from=1", 422, "invalid", "watch=true");
    get("bad tenant", APP + "?tenant=No", 422, "invalid", "lower-case");
    get("bad tenant watched", API + "watch?tenant=No", 422, "invalid", "lower-case");
    get("mistyped kind watched", API + "watch?kind=Aplication", 422, "invalid", "'Application'");
    get("no time", API + "events?from=yesterday", 422, "invalid", "ISO 8601");
    get("no subject", API + "audit?subject=shop", 422, "invalid", "Kind/tenant/name");
    get("below 0", API + "audit?after=-1", 422, "invalid", "whole number");
    get("can-i of nothing", API + "me/can-i", 422, "invalid", "verb");
    get("can-i mistyped", API + "me/can-i?verb=read&kind=Secrte", 422, "invalid", "'Secret'");
    add(
        "resumed nowhere",
        Asked.of("GET", API + "watch").with("Last-Event-ID", "x"),
        422,
        "invalid",
        "Last-Event-ID");
  }

  private void logins() {
    login("wrong password", TestDoor.basic("ada:wrong"), "not right");
    login("unknown name", TestDoor.basic("nobody:geheim:ö"), "not right");
    login("a name that is none", TestDoor.basic("../ada@@x:pw"), "not right");
    login("empty name", TestDoor.basic(":"), "not right");
    login("wrong token", "Bearer ffffffffffffffffffffffffffffffff", "not right");
    login("empty token", "Bearer ", "Bearer");
    login("other scheme", "Digest username=ada", "Basic nor Bearer");
    login("no base64", "Basic !!!", "base64");
    login("no colon", "Basic YWRh", "name:password");
    login("no UTF-8", "Basic //86/w==", "UTF-8");
    login("too long", "Basic " + "YWRh".repeat(1200), "4096");
    Asked twice = Asked.of("GET", SHOP).with("Authorization", TestDoor.ADA);
    add(
        "two logins",
        twice.with("Authorization", TestDoor.BOB),
        401,
        "unauthenticated",
        "one Authorization");
    Asked nobody = Asked.of("GET", SHOP).with("Authorization", "");
    add("nobody", nobody, 401, "unauthenticated", "");
  }

  private void login(String name, String header, String says) {
    Asked asked = Asked.of("GET", SHOP).with("Authorization", header);
    add(name, asked, 401, "unauthenticated", says);
  }

  private void bodies() {
    put("no body", "", 400, "malformed", "empty");
    put("no JSON", "kind: Application", 400, "malformed", "line 1");
    put("half", "{\"spec\":{", 400, "malformed", "line 1");
    put("same key twice", "{\"spec\":{},\"spec\":{}}", 400, "malformed", "Duplicate");
    put("deep", "{\"a\":".repeat(100) + "1" + "}".repeat(100), 400, "malformed", "depth");
    put("deep lists", "[".repeat(100_000), 400, "malformed", "depth");
    put("more behind", "{} {}", 400, "malformed", "JSON");
    put("comment", "{/*x*/}", 400, "malformed", "JSON");
    put("not a number", "{\"spec\":{\"size\":NaN}}", 400, "malformed", "JSON");
    put("long number", "{\"spec\":{\"size\":" + "9".repeat(200) + "}}", 400, "malformed", "100");
    put("long key", "{\"" + "k".repeat(2000) + "\":1}", 400, "malformed", "1000");
    put("list", "[]", 422, "invalid", "JSON object");
    put("text", "\"shop\"", 422, "invalid", "JSON object");
    put("null", "null", 422, "invalid", "JSON object");
    put("mistyped field", "{\"spek\":{}}", 422, "invalid", "'spec'");
    put("spec as text", "{\"spec\":\"x\"}", 422, "invalid", "JSON object");
    put("labels as list", "{\"labels\":[]}", 422, "invalid", "labels");
    put("label as number", "{\"labels\":{\"a\":1}}", 422, "invalid", "labels");
    put("number as text", "{\"spec\":{\"size\":\"1\"}}", 422, "invalid", "/spec/size");
    put("number too small", "{\"spec\":{\"size\":-1}}", 422, "invalid", "/spec/size");
    put("mistyped in spec", "{\"spec\":{\"siez\":1}}", 422, "invalid", "/spec/siez");
    put("other kind", "{\"kind\":\"Site\"}", 422, "invalid", "as the path says");
    put("other tenant", "{\"tenant\":\"other\"}", 422, "invalid", "as the path says");
    put("other name", "{\"name\":\"shop2\"}", 422, "invalid", "as the path says");
    put("name as number", "{\"name\":1}", 422, "invalid", "as the path says");
    byte[] latin = {'{', '"', (byte) 0xe4, '"', ':', '1', '}'};
    add("not UTF-8", json("PUT").body(latin), 400, "malformed", "JSON");
    add("too long", json("PUT").body(" ".repeat(4_200_000)), 413, "too-large", "blob");
    add(
        "too long, as said",
        json("PUT").with("Content-Length", "4194305"),
        413,
        "too-large",
        "4194304");
    add("cut off", json("PUT").with("Content-Length", "10").body("{}"), 400, "malformed", "");
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
    add("no type", untyped, 415, "unsupported-media-type", "Content-Type");
    add("bad type", untyped.with("Content-Type", "json"), 415, "unsupported-media-type", "json");
    add(
        "packed",
        json("PUT").with("Content-Encoding", "gzip").body("{}"),
        415,
        "unsupported-media-type",
        "Content-Encoding");
    Asked xml = Asked.of("GET", SHOP).with("Accept", "application/xml");
    add("wants XML", xml, 406, "not-acceptable", "application/json");
    Asked watch = Asked.of("GET", API + "watch").with("Accept", "application/json");
    add("watch as JSON", watch, 406, "not-acceptable", "Accept");
    Asked list = Asked.of("GET", APP).with("Accept", "text/event-stream");
    add("list as events", list, 406, "not-acceptable", "application/json");
    send("blob as JSON", "POST", API + "blobs", "{}", 415, "unsupported-media-type", "octet");
  }

  private void content(String name, String type) {
    Asked asked = Asked.of("PUT", SHOP).with("Content-Type", type).body("{}");
    add("body as " + name, asked, 415, "unsupported-media-type", "application/json");
  }

  private void methods() {
    send("POST to one", "POST", SHOP, "{}", 405, "method-not-allowed", "Allow");
    send("PATCH a list", "PATCH", APP, "{}", 405, "method-not-allowed", "Allow");
    send("PUT a list", "PUT", APP, "{}", 405, "method-not-allowed", "Allow");
    add("DELETE a list", Asked.of("DELETE", APP), 405, "method-not-allowed", "Allow");
    add("TRACE", Asked.of("TRACE", SHOP), 405, "method-not-allowed", "TRACE");
    add("made up", Asked.of("BREW", SHOP), 405, "method-not-allowed", "BREW");
    add("GET a deed", Asked.of("GET", API + "plan"), 405, "method-not-allowed", "Allow");
    send("POST to a stream", "POST", API + "audit", "{}", 405, "method-not-allowed", "Allow");
    add(
        "another behind GET",
        Asked.of("GET", SHOP).with("X-HTTP-Method-Override", "DELETE"),
        422,
        "invalid",
        "itself");
  }

  private void headers() {
    match("no tag", "If-Match", "12", 400, "malformed", "quotes");
    match("old tag", "If-Match", "\"1\"", 412, "precondition", "revision");
    match("weak tag", "If-Match", "W/\"1\"", 412, "precondition", "revision");
    match("many tags", "If-Match", "\"1\",".repeat(20) + "\"1\"", 400, "malformed", "16");
    match("tag against none", "If-None-Match", "\"1\"", 422, "invalid", "If-None-Match");
    match("must be new", "If-None-Match", "*", 412, "precondition", "exists");
    Asked many = Asked.of("GET", SHOP);
    for (int i = 0; i < 70; i++) {
      many = many.with("X-" + i, "y");
    }
    add("many headers", many, 413, "too-large", "header");
    Asked large = Asked.of("GET", SHOP).with("X-Large", "y".repeat(6200));
    add("large header", large, 413, "too-large", "header");
    Asked foreign = Asked.of("GET", SHOP).with("Origin", "http://evil.example");
    add("another site's page", foreign, 403, "forbidden", "another site");
    Asked sandboxed = Asked.of("GET", SHOP).with("Origin", "null");
    add("page from nowhere", sandboxed, 403, "forbidden", "another site");
  }

  private void match(String name, String header, String value, int status, String type, String s) {
    add(name, json("PUT").with(header, value).body("{}"), status, type, s);
  }

  private void deeds() {
    get("unknown function", SHOP + "/logz", 404, "not-found", "logs");
    get("function in capitals", SHOP + "/LOGS", 404, "not-found", "openapi");
    get("long argument", SHOP + "/logs?a=" + "b".repeat(1025), 422, "invalid", "1024");
    get("defect", SHOP + "/crash", 500, "internal", "log");
    get("driver's defect", SHOP + "/broken", 500, "internal", "contract");
    get("no digest", API + "blobs/abc", 422, "invalid", "sha256");
    get("no such blob", API + "blobs/sha256:" + "0".repeat(64), 404, "not-found", "blob");
    send(
        "made twice",
        "POST",
        APP,
        "{\"name\":\"shop\",\"tenant\":\"demo\"}",
        409,
        "conflict",
        "PUT");
    send("made nameless", "POST", APP, "{}", 422, "invalid", "name");
    send("made as another", "POST", APP, "{\"kind\":\"Site\"}", 422, "invalid", "path");
    send("patch of nothing", "PATCH", SHOP + "s", "{}", 404, "not-found", "shops");
    send("patch as list", "PATCH", SHOP, "[]", 422, "invalid", "JSON object");
    send("patched name", "PATCH", SHOP, "{\"name\":\"x\"}", 422, "invalid", "path");
    send("patched rule", "PATCH", SHOP, "{\"spec\":{\"size\":-1}}", 422, "invalid", "/spec/size");
    add("deleting nothing", Asked.of("DELETE", SHOP + "s"), 404, "not-found", "shops");
    String secret = API + "secrets/demo/s/values";
    send("value as number", "PUT", secret, "{\"pin\":4711}", 422, "invalid", "'pin'");
    send("values of none", "PUT", SHOP + "/values", "{}", 404, "not-found", "openapi");
    send("values of nothing", "PUT", secret, "{\"a\":\"4711\"}", 404, "not-found", "Secret");
    send("hold of nothing", "POST", SHOP + "/hold", "{}", 422, "invalid", "reason");
    send("hold mistyped", "POST", SHOP + "/hold", "{\"resaon\":\"x\"}", 422, "invalid", "'reason'");
    send("hold in lines", "POST", SHOP + "/hold", "{\"reason\":\"a\\nb\"}", 422, "invalid", "line");
    send("plan of nothing", "POST", API + "plan", "{}", 422, "invalid", "1 to 1000");
    send("plan as list", "POST", API + "plan", "{\"put\":{}}", 422, "invalid", "a list");
    send("plan of text", "POST", API + "plan", "{\"put\":[\"x\"]}", 422, "invalid", "resource");
    send("plan mistyped", "POST", API + "plan", "{\"putt\":[]}", 422, "invalid", "'put'");
    send("plan bad delete", "POST", API + "plan", "{\"delete\":[\"x\"]}", 422, "invalid", "Kind/");
    send("plan delete", "POST", API + "apply", "{\"delete\":[1]}", 422, "invalid", "references");
    String much = "{\"delete\":[" + "\"Site/a/b\",".repeat(1000) + "\"Site/a/b\"]}";
    send("plan of much", "POST", API + "plan", much, 422, "invalid", "1 to 1000");
    add("no plan", Asked.of("POST", API + "plans/demo/x/apply"), 404, "not-found", "Plan/demo/x");
  }
}
