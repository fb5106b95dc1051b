package org.hansa.core.rest;

/** What is wrong before any body: paths, queries, logins, methods, headers. */
final class HostileHeads {

  private static final String API = "/api/v1/";
  private static final String APP = API + "applications";
  private static final String SHOP = APP + "/demo/shop";

  private final HostileCases cases;

  HostileHeads(HostileCases cases) {
    this.cases = cases;
  }

  void all() {
    paths();
    queries();
    logins();
    methods();
    headers();
  }

  private void paths() {
    cases.get("mistyped kind", API + "aplications", 404, "not-found", "'applications'");
    cases.get("kind, not its path", API + "Application", 404, "not-found", "'applications'");
    cases.get(
        "nothing of the kind", API + "qqqqqqqqqqqqqqqqqqq", 404, "not-found", "/api/v1/kinds");
    cases.get("root, where there are no pages", "/", 404, "not-found", "openapi");
    cases.get("other version", "/api/v2/applications", 404, "not-found", "openapi");
    cases.get("too deep", SHOP + "/a/b/c", 404, "not-found", "openapi");
    cases.get("absent", APP + "/demo/absent", 404, "not-found", "Application/demo/absent");
    cases.get("capital letter", APP + "/demo/Shop", 422, "invalid", "lower-case");
    cases.get("name too long", APP + "/demo/" + "a".repeat(254), 422, "invalid", "253");
    cases.get("path too long", APP + "/" + "a".repeat(1100), 413, "too-large", "1024");
    cases.get("parent folder", API + "../../etc/passwd", 400, "malformed", "path");
    cases.get("encoded parent", API + "%2e%2e/%2e%2e/etc/passwd", 400, "malformed", "path");
    cases.get("encoded slash", APP + "/demo%2Fshop", 400, "malformed", "path");
    cases.get("encoded newline", SHOP + "%0d%0aX:y", 400, "malformed", "path");
    cases.get("matrix parameter", SHOP + ";jsessionid=1", 400, "malformed", "path");
    cases.get("double slash", "/api//v1/applications", 400, "malformed", "path");
    cases.get("back slash", API + "..\\applications", 400, "malformed", "path");
    cases.get("unknown health", "/health/all", 404, "not-found", "openapi");
  }

  private void queries() {
    cases.get("mistyped parameter", APP + "?labelselector=a", 422, "invalid", "'labelSelector'");
    cases.get("parameter of none", "/api/v1/me?x=1", 422, "invalid", "none here");
    cases.get("revision that is none", SHOP + "?at=1e3", 422, "invalid", "whole number");
    cases.get("parameter twice", APP + "?limit=1&limit=2", 422, "invalid", "once");
    cases.get("no limit", APP + "?limit=", 422, "invalid", "1 to 1000");
    cases.get("limit 0", APP + "?limit=0", 422, "invalid", "1 to 1000");
    cases.get("limit 1001", APP + "?limit=1001", 422, "invalid", "1 to 1000");
    cases.get("limit below 0", APP + "?limit=-1", 422, "invalid", "1 to 1000");
    cases.get("limit as power", APP + "?limit=1e2", 422, "invalid", "1 to 1000");
    cases.get("limit over long", APP + "?limit=99999999999999999999", 422, "invalid", "1 to 1000");
    cases.get("foreign digits", APP + "?limit=%EF%BC%91", 422, "invalid", "1 to 1000");
    cases.get("bad percent", APP + "?limit=%zz", 400, "malformed", "percent");
    cases.get("half a percent", APP + "?limit=1%", 400, "malformed", "percent");
    cases.get("bad UTF-8", APP + "?tenant=%ff", 400, "malformed", "UTF-8");
    cases.get("header by query", APP + "?tenant=a%0d%0aSet-Cookie:b", 400, "malformed", "control");
    cases.get("query too long", APP + "?tenant=" + "a".repeat(4100), 413, "too-large", "query");
    cases.get("too many", APP + "?a=1" + "&a=1".repeat(40), 422, "invalid", "at most 32");
    cases.get("nameless", APP + "?=1", 422, "invalid", "a name");
    cases.get("no cursor", APP + "?cursor=zzz", 422, "invalid", "next");
    cases.get("forged cursor", APP + "?cursor=MSAwMDAwMDAwMCBhIGI", 422, "invalid", "next");
    cases.get("empty selector", APP + "?labelSelector=", 422, "invalid", "a=b");
    cases.get("selector without sign", APP + "?labelSelector=a", 422, "invalid", "a=b");
    cases.get("selector without key", APP + "?labelSelector=!=a", 422, "invalid", "a=b");
    cases.get("many terms", APP + "?labelSelector=a=b" + ",a=b".repeat(16), 422, "invalid", "16");
    cases.get("no pointer", APP + "?fieldSelector=spec=x", 422, "invalid", "JSON pointer");
    cases.get("neither true nor false", APP + "?watch=maybe", 422, "invalid", "true or false");
    cases.get("from the future", APP + "?watch=true&from=999999999", 422, "invalid", "from");
    cases.get("from without watch", APP + "?from=1", 422, "invalid", "watch=true");
    cases.get("bad tenant", APP + "?tenant=No", 422, "invalid", "lower-case");
    cases.get("bad tenant watched", API + "watch?tenant=No", 422, "invalid", "lower-case");
    cases.get(
        "mistyped kind watched", API + "watch?kind=Aplication", 422, "invalid", "'Application'");
    cases.get("no time", API + "events?from=yesterday", 422, "invalid", "ISO 8601");
    cases.get("no subject", API + "audit?subject=shop", 422, "invalid", "Kind/tenant/name");
    cases.get("below 0", API + "audit?after=-1", 422, "invalid", "whole number");
    cases.get("can-i of nothing", API + "me/can-i", 422, "invalid", "verb");
    cases.get("can-i mistyped", API + "me/can-i?verb=read&kind=Secrte", 422, "invalid", "'Secret'");
    cases.add(
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
    cases.add(
        "two logins",
        twice.with("Authorization", TestDoor.BOB),
        401,
        "unauthenticated",
        "one Authorization");
    Asked nobody = Asked.of("GET", SHOP).with("Authorization", "");
    cases.add("nobody", nobody, 401, "unauthenticated", "");
  }

  private void login(String name, String header, String says) {
    Asked asked = Asked.of("GET", SHOP).with("Authorization", header);
    cases.add(name, asked, 401, "unauthenticated", says);
  }

  private void methods() {
    cases.send("POST to one", "POST", SHOP, "{}", 405, "method-not-allowed", "Allow");
    cases.send("PATCH a list", "PATCH", APP, "{}", 405, "method-not-allowed", "Allow");
    cases.send("PUT a list", "PUT", APP, "{}", 405, "method-not-allowed", "Allow");
    cases.add("DELETE a list", Asked.of("DELETE", APP), 405, "method-not-allowed", "Allow");
    cases.add("TRACE", Asked.of("TRACE", SHOP), 405, "method-not-allowed", "TRACE");
    cases.add("made up", Asked.of("BREW", SHOP), 405, "method-not-allowed", "BREW");
    cases.add("GET a deed", Asked.of("GET", API + "plan"), 405, "method-not-allowed", "Allow");
    cases.send("POST to a stream", "POST", API + "audit", "{}", 405, "method-not-allowed", "Allow");
    cases.add(
        "POST to a stream of no type",
        Asked.of("POST", API + "me"),
        405,
        "method-not-allowed",
        "Allow");
    cases.add(
        "POST a question", Asked.of("POST", API + "who-can"), 405, "method-not-allowed", "Allow");
    cases.add(
        "POST to a stream what is not read",
        Asked.of("POST", API + "audit").with("Content-Type", "text/csv").body("a,b"),
        405,
        "method-not-allowed",
        "Allow");
    cases.add(
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
    cases.add("many headers", many, 413, "too-large", "header");
    Asked large = Asked.of("GET", SHOP).with("X-Large", "y".repeat(6200));
    cases.add("large header", large, 413, "too-large", "header");
    Asked foreign = Asked.of("GET", SHOP).with("Origin", "http://evil.example");
    cases.add("another site's page", foreign, 403, "forbidden", "another site");
    Asked sandboxed = Asked.of("GET", SHOP).with("Origin", "null");
    cases.add("page from nowhere", sandboxed, 403, "forbidden", "another site");
  }

  private void match(String name, String header, String value, int status, String type, String s) {
    cases.add(
        name,
        Asked.of("PUT", SHOP)
            .with("Content-Type", "application/json")
            .with(header, value)
            .body("{}"),
        status,
        type,
        s);
  }
}
