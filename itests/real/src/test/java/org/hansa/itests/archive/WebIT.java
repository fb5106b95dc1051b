package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages as a person meets them, in Chromium: this machine with the example on it, and the
 * simulated continuum beside it. Each step stands on the one before.
 */
@TestMethodOrder(OrderAnnotation.class)
@Timeout(600)
class WebIT {

  /** From a commit to where it is seen. */
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  private static final String LIVE = "document.querySelector('.news.live')";
  private static final String LOGIN = "document.activeElement?.id === 'name'";
  private static final String MARKUP = "<img src=x onerror=\"document.title='owned'\">";

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;
  private static Way way;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    hansa.start();
    example.addSite();
    List<JsonNode> continuum = example.documents("continuum/europe.yaml");
    hansa.rest().send("POST", "/apply", Rest.changes(continuum, List.of())).ok();
    example.apply(example.document()).ok();
    example.awaitRest();
    way = new Way(hansa.http());
    browser = Browser.start(folder);
    browser.size(1280, 900);
  }

  @AfterAll
  static void end() throws IOException {
    try {
      if (browser != null) {
        browser.close();
      }
      if (way != null) {
        way.close();
      }
    } finally {
      hansa.end();
    }
  }

  @AfterEach
  void nothingWasBroken() {
    assertThat(browser.complaints()).allMatch(WebIT::isOfTheTest);
  }

  /** The browser notes answers that are refusals, and that the way is cut: as was to be. */
  private static boolean isOfTheTest(String complaint) {
    return complaint.matches(
        "Failed to load resource: (the server responded with a status of 4(01|29) .*"
            + "|net::ERR_[A-Z_]+)");
  }

  private static String address(String path) {
    return "http://localhost:" + way.port() + path;
  }

  private static void enter(String name, String password) {
    browser.awaits(LOGIN);
    browser.type(name);
    browser.press("Tab");
    browser.type(password);
    browser.press("Enter");
  }

  private static void show(String hash) {
    browser.value("location.hash = '" + hash + "'");
  }

  private static String saying(String selector, String text) {
    return "[...document.querySelectorAll('"
        + selector
        + "')].some((e) => e.innerText.includes("
        + Json.text(Json.tree(text))
        + "))";
  }

  @Test
  @Order(1)
  void whoIsNotRightIsToldSoAndNotWhy() throws IOException {
    browser.open(address("/"));
    browser.awaits(LOGIN);
    assertThat(browser.value("location.pathname").asText()).isEqualTo("/ui/");
    assertAccessible("login");
    browser.shoot("login");

    enter("admin", "wrong");
    browser.awaits("document.querySelector('#login-error').innerText");
    String wrong = browser.text("#login-error");
    assertThat(wrong).contains("name, password or token is not right");
    assertThat(browser.value("document.activeElement.id").asText()).isEqualTo("password");

    browser.open(address("/ui/?again"));
    enter("nobody", "wrong");
    browser.awaits("document.querySelector('#login-error')?.innerText");
    assertThat(browser.text("#login-error")).isEqualTo(wrong);
    browser.shoot("login-refused");
  }

  @Test
  @Order(2)
  void whoIsRightSeesWhatIsThere() throws IOException {
    browser.open(address("/ui/"));
    enter("admin", Distribution.PASSWORD);
    browser.awaits(LIVE);
    browser.awaits(saying(".sums li", "59\nSimulated sites"));
    assertThat(browser.text(".sums")).contains("1\nApplication", "1\nSite", "60\nEndpoints");
    browser.awaits(saying(".well", "all that is there is ready"));
    String simulated = "section[data-key=sites] details tbody tr";
    assertThat(browser.value(rows(simulated)).asInt()).isEqualTo(59);
    assertThat(browser.value(rows(simulated + " .simulated")).asInt()).isEqualTo(59);
    assertThat(browser.text("section[data-key=applications]"))
        .contains("factory-line", "3 components, all there", "http://127.0.0.1:");
    assertAccessible("overview");
    browser.shoot("overview");
  }

  private static String rows(String selector) {
    return "document.querySelectorAll('" + selector + "').length";
  }

  @Test
  @Order(3)
  void noScriptSeesWhatProvesWhoItIs() {
    JsonNode cookies = browser.ask("Network.getAllCookies", Map.of()).get("cookies");
    assertThat(cookies).hasSize(1);
    JsonNode cookie = cookies.get(0);
    assertThat(cookie.get("httpOnly").asBoolean()).isTrue();
    assertThat(cookie.get("sameSite").asText()).isEqualTo("Strict");
    assertThat(cookie.get("path").asText()).isEqualTo("/api/v1");
    assertThat(cookie.get("session").asBoolean()).isTrue();
    assertThat(browser.value("document.cookie").asText()).isEmpty();
    String me = "fetch('/api/v1/me', {headers: {'X-Hansa-Session': '%s'}}).then((a) => a.status)";
    int bare = browser.value(me.formatted("none")).asInt();
    assertThat(bare).as("the cookie alone").isEqualTo(401);
  }

  @Test
  @Order(4)
  void aCommitIsSeenAtOnceAndWhatWouldBeMarkupIsText() throws IOException {
    Rest rest = hansa.rest();
    Map<String, Object> spec = Map.of("provider", MARKUP, "jurisdiction", "DE");
    rest.send("PUT", "/sites/system/werft", Json.tree(Map.of("spec", spec))).ok();
    browser.awaits(saying("section[data-key=sites] tr", MARKUP), AT_ONCE);

    ObjectNode application = example.document();
    ((ObjectNode) application.get("spec"))
        .put("description", MARKUP + "</title><script>1</script>");
    rest.put(Example.PATH, application).ok();
    show("#/applications/demo/factory-line");
    browser.awaits(saying(".lead", MARKUP));
    assertThat(browser.value("document.querySelectorAll('main img, main script').length").asInt())
        .isZero();
    assertThat(browser.value("document.title").asText()).isEqualTo("factory-line · Hansa");

    show("#/");
    browser.awaits(saying("section[data-key=sites] tr", MARKUP));
    rest.delete("/sites/system/werft").ok();
    browser.awaits("!" + saying("section[data-key=sites] tr", MARKUP), AT_ONCE);
  }

  @Test
  @Order(5)
  void anApplicationIsShownAsAPictureAndInWords() throws IOException {
    browser.click("section[data-key=applications] tbody a[href^=\"#\"]");
    browser.awaits("document.querySelector('.picture svg')");
    browser.awaits(rows(".picture .card.good") + " === 3");
    assertThat(browser.value(rows(".picture .line.good")).asInt()).isEqualTo(3);
    String said = browser.value("document.querySelector('.picture svg').ariaLabel").asText();
    assertThat(said).contains("Site local", "analyse ready", "feed ready", "page ready");
    browser.awaits(saying("#events tr", "was created"));
    assertThat(browser.text("section[data-key=conditions]")).contains("Placed", "Ready");

    browser.click("section[data-key=instances] tbody tr button");
    browser.awaits("document.querySelector('pre').innerText.includes('analyse: listens')");
    assertAccessible("application");
    browser.shoot("application");
  }

  @Test
  @Order(6)
  void whatWouldBeDoneIsShownAndNotDone() throws IOException {
    String asked = "document.querySelector('#plan-note').innerText";
    browser.click("form.plan button");
    browser.awaits(asked + ".includes('Nothing was done')");

    browser.click("#plan-scale");
    browser.click("form.plan button");
    browser.awaits(rows("#plan-result .mark.create") + " > 0");
    assertThat(browser.text("#plan-result")).contains("Instance factory-line.", "EUR an hour");
    assertAccessible("plan");
    browser.shoot("plan");

    browser.click("#plan-delete");
    browser.click("form.plan button");
    browser.awaits(rows("#plan-result .card .mark.remove") + " === 3");
    assertThat(hansa.rest().get("/instances").ok().body().get("items")).hasSize(3);
  }

  @Test
  @Order(7)
  void whatChangesIsSeenInThePicture() throws IOException {
    example.apply(Example.pages(example.document(), 3)).ok();
    browser.awaits(
        saying(".picture .card title", "page: 3 ready").replace(".innerText", ".textContent"));
    assertThat(browser.text("section[data-key=instances]")).contains("factory-line.page.2");
  }

  @Test
  @Order(8)
  void aCutIsSaidAndWhatCameMeanwhileIsSeenAfterIt() throws IOException {
    way.cut();
    browser.awaits("document.querySelector('.news.cut')");
    assertThat(browser.text("#news")).contains("Cut off", "may have changed");
    browser.shoot("cut");
    example.apply(Example.pages(example.document(), 1)).ok();
    await()
        .atMost(Distribution.SOON)
        .until(() -> hansa.rest().get("/instances").ok().body().get("items").size() == 3);

    way.mend();
    browser.awaits(LIVE);
    browser.awaits(
        saying(".picture .card title", "page: ready").replace(".innerText", ".textContent"));
  }

  @Test
  @Order(9)
  void tenThousandInstancesAreBoundedAndFreezeNothing() throws IOException {
    browser.value(
        """
        (() => {
          const real = window.fetch;
          const one = (i) => ({
            kind: 'Instance', tenant: 'demo', name: `factory-line.page.${i}`, revision: 1,
            spec: {application: 'factory-line', component: `page-${i % 40}`,
              site: `site-${i % 70}`, host: `Host/system/h${i}`},
            status: {phase: 'Running', restarts: 0},
            conditions: [{type: 'Ready', state: i % 999 ? 'TRUE' : 'FALSE', reason: 'R',
              message: i % 999 ? 'runs and answers' : 'ended', since: '2026-11-27T10:00:00Z'}]});
          window.fetch = (path, options) => {
            if (!String(path).includes('/instances?')) {
              return real(path, options);
            }
            const from = Number(new URL(path, location.href).searchParams.get('cursor') || 0);
            const items = Array.from({length: 1000}, (_, i) => one(from + i));
            const next = from + 1000 < 10000 ? String(from + 1000) : undefined;
            return Promise.resolve(new Response(JSON.stringify({items, next, revision: 1})));
          };
          window.longest = 0;
          new PerformanceObserver((all) => all.getEntries().forEach((e) =>
            (window.longest = Math.max(window.longest, e.duration)))).observe({entryTypes: ['longtask']});
        })()
        """);
    show("#/");
    browser.awaits("document.querySelector('section[data-key=sites]')");
    show("#/applications/demo/factory-line");
    browser.awaits(saying("section[data-key=instances] .left-out", "9,950 more"));
    assertThat(browser.text(".picture")).contains("60 more sites are not drawn");
    assertThat(browser.text("section[data-key=instances] tbody tr"))
        .as("trouble first")
        .contains("Not ready");
    assertThat(browser.value(rows("*")).asInt()).isLessThan(6_000);
    assertThat(browser.value("window.longest").asDouble()).as("ms").isLessThan(1_500);
    browser.shoot("many");
    browser.open(address("/ui/?whole#/"));
    browser.awaits(LIVE);
  }

  @Test
  @Order(10)
  void withTheKeyboardAloneOneComesToEverythingAndSeesWhere() {
    browser.value("document.activeElement.blur()");
    List<String> walked = new ArrayList<>();
    browser.awaits(saying("section[data-key=applications] tr", "http://127.0.0.1:"));
    for (int i = 0; i < 8; i++) {
      browser.press("Tab");
      walked.add(browser.value("document.activeElement.innerText.trim()").asText());
      assertThat(browser.is("document.activeElement.matches(':focus-visible')"))
          .as("after %s", walked)
          .isTrue();
      assertThat(browser.value("getComputedStyle(document.activeElement).outlineStyle").asText())
          .as(walked.get(i))
          .isEqualTo("solid");
    }
    assertThat(walked.subList(0, 4))
        .containsExactly("To the content", "Hansa", "Overview", "Log out");
    assertThat(walked).contains("factory-line").anyMatch(t -> t.contains("59 simulated ones"));

    browser.value("document.querySelector('section[data-key=sites] summary').focus()");
    browser.press("Enter");
    browser.awaits("document.querySelector('section[data-key=sites] details').open");
    browser.value("document.querySelector('section[data-key=applications] th a').focus()");
    browser.press("Enter");
    browser.awaits("document.querySelector('.picture svg')");
    assertThat(browser.value("document.activeElement.id").asText()).isEqualTo("main");
  }

  @Test
  @Order(11)
  void itFitsANarrowScreenAndADarkOne() throws IOException {
    for (String page : List.of("overview", "application")) {
      show(page.equals("overview") ? "#/" : "#/applications/demo/factory-line");
      browser.awaits(
          "document.querySelector('" + (page.equals("overview") ? ".map" : ".picture svg") + "')");
      browser.size(320, 700);
      assertThat(browser.value("document.documentElement.scrollWidth").asInt())
          .as("of %s", page)
          .isLessThanOrEqualTo(320);
      assertAccessible(page + "-narrow");
      browser.shoot(page + "-narrow");
      browser.size(1280, 900);
      browser.dark(true);
      assertAccessible(page + "-dark");
      browser.shoot(page + "-dark");
      browser.dark(false);
    }
  }

  @Test
  @Order(12)
  void itEndsWithLogout() {
    browser.click("#logout");
    browser.awaits(LOGIN);
    assertThat(browser.ask("Network.getAllCookies", Map.of()).get("cookies")).isEmpty();
    assertThat(browser.value("localStorage.length").asInt()).isZero();
    show("#/applications/demo/factory-line");
    browser.awaits(LOGIN);
  }

  @Test
  @Order(13)
  void itEndsWithTheAccountAndSaysSo() throws IOException {
    Rest rest = hansa.rest();
    JsonNode roles = Json.tree(Map.of("spec", Map.of("roles", List.of("use-case-user"))));
    rest.send("PUT", "/accounts/demo/uma", roles).ok();
    rest.send("PUT", "/accounts/demo/uma/values", Json.tree(Map.of("password", "umas secret")))
        .ok();
    browser.open(address("/ui/?uma"));
    enter("uma@demo", "umas secret");
    browser.awaits(LIVE);
    browser.awaits(saying("section[data-key=applications] tr", "factory-line"));
    assertThat(browser.text("section[data-key=endpoints]")).contains("none that your account");

    rest.send("PUT", "/accounts/demo/uma/values", Json.tree(Map.of("password", "another secret")))
        .ok();
    browser.awaits(saying("#login-error", "The session is over"));
  }

  /** Nothing that axe-core knows of is against WCAG 2.2, levels A and AA, or good practice. */
  private static void assertAccessible(String what) throws IOException {
    try (InputStream axe = WebIT.class.getResourceAsStream("/axe.min.js")) {
      browser.value(
          "window.axe ? 0 : (0, function () {"
              + new String(axe.readAllBytes(), StandardCharsets.UTF_8)
              + "}).call(window)");
    }
    JsonNode found =
        browser.value(
            "axe.run(document, {resultTypes: ['violations']}).then((all) => all.violations.map("
                + "(v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html + ' '"
                + " + n.any.concat(n.all).map((c) => c.message).join(' ')).join(' | ')}`))");
    assertThat(found).as(what).isEmpty();
  }
}
