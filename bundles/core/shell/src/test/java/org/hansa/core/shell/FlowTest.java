package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.support.CommandException;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Answers;
import org.hansa.core.console.Documents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as a user meets them, against a small Hansa in memory. */
class FlowTest {

  private static final Ref LINE = new Ref("Application", "demo", "line");
  @TempDir Path folder;
  private final Fakes fakes = new Fakes();

  @BeforeEach
  void fill() {
    Doc spec = Doc.parse("{\"description\":\"Watches a mill\"}");
    fakes.resources.put(
        LINE,
        Resource.fresh(Draft.of(LINE, spec), "u1", Fakes.NOW.minusSeconds(125), Optional.empty())
            .withConditions(List.of(Condition.no("Ready", "Starting", "page starts", Fakes.NOW))));
  }

  @Test
  void getShowsOwnColumnsStateAndAge() throws Exception {
    GetCommand get = new GetCommand();
    get.store = fakes.store;
    get.kind = "applications";
    fakes.as("ada", get);
    assertThat(fakes.printed().lines())
        .containsExactly(
            "TENANT  NAME  ABOUT           STATE     AGE",
            "demo    line  Watches a mill  Starting  2m5s");
  }

  @Test
  void anAnswerIsShownAsTablesWithShortDigestsAndTimes() {
    String digest = "sha256:" + "ab".repeat(32);
    new Answers(new Screen(fakes.session))
        .show(
            Doc.parse(
                    "{\"application\":\"line\",\"addresses\":{\"page/http\":\"http://h:1\"},"
                        + "\"units\":{\"cpu\":{\"capacity\":2,\"free\":1.5},\"memory\":{\"free\":7}},"
                        + "\"replicas\":[{\"component\":\"feed\",\"since\":\"2026-01-02T03:04:05.678Z\"},"
                        + "{\"component\":\"page\",\"version\":{\"a\":\""
                        + digest
                        + "\"}}]}")
                .tree());
    assertThat(fakes.printed().lines())
        .containsExactly(
            "addresses: page/http=http://h:1",
            "application: line",
            "units: cpu=(capacity=2, free=1.5), memory=(free=7)",
            "",
            "REPLICAS",
            "COMPONENT  SINCE                 VERSION",
            "feed       2026-01-02T03:04:05Z  ",
            "page                             a=abababababab");
  }

  @Test
  void thePastIsAskedForByItsRevisionAndNotWatched() throws Exception {
    GetCommand get = new GetCommand();
    get.store = fakes.store;
    get.kind = "applications";
    get.at = 7;
    fakes.as("ada", get);
    get.kind = LINE.toString();
    fakes.as("ada", get);
    assertThat(fakes.pasts).containsExactly(7L, 7L);
    assertThat(fakes.printed()).contains("demo    line  Watches a mill");
    get.watch = true;
    assertThatThrownBy(() -> fakes.as("ada", get)).hasMessageContaining("--watch");
    assertThat(fakes.pasts).hasSize(2);
  }

  @Test
  void whatAResourceSaysOfItselfStandsUnderTheTableInFull() throws Exception {
    String ref = LINE.toString();
    String sentence = "x ".repeat(300).strip();
    fakes.plan =
        Fakes.status(
            List.of(),
            List.of(
                new Plan.Reason("Workload/demo/w", "Site/demo/s", "cpu", "1", "2", "Free 1."),
                new Plan.Reason(ref, ref, "Ready", sentence, "NoPlace", "")));
    ExplainCommand explain = new ExplainCommand();
    explain.planner = fakes.planner;
    explain.kind = ref;
    fakes.as("ada", explain);
    assertThat(fakes.printed().lines())
        .containsExactly(
            "",
            "FOR              REFUSED      CONSTRAINT  HAS  WANTED  WHAT WOULD HELP",
            "Workload/demo/w  Site/demo/s  cpu         1    2       Free 1.",
            ref + ": Ready, NoPlace: " + sentence);
  }

  @Test
  void onlyTheCatalogueIsSearched() {
    GetCommand get = new GetCommand();
    get.store = fakes.store;
    get.kind = "applications";
    get.search = "mill*";
    assertThatThrownBy(() -> fakes.as("ada", get)).hasMessageContaining("Application is none");
  }

  @Test
  void getPrintsJsonThatCanBeAppliedAgain() throws Exception {
    GetCommand get = new GetCommand();
    get.store = fakes.store;
    get.kind = "Application";
    get.json = true;
    fakes.as("ada", get);
    List<Draft> drafts =
        new Documents(new Folders(""), fakes.store::put).typed(fakes.printed(), "demo");
    assertThat(drafts).extracting(Draft::ref).containsExactly(LINE);
  }

  @Test
  void aWrongKindIsOneLineWithAHint() {
    GetCommand get = new GetCommand();
    get.store = fakes.store;
    get.kind = "Aplication";
    assertThatThrownBy(() -> fakes.as("ada", get))
        .isInstanceOf(CommandException.class)
        .hasMessage("there is no kind 'Aplication'. Maybe 'Application' was meant.");
  }

  @Test
  void aSessionWithoutAnAccountIsToldToLogIn() {
    GetCommand get = new GetCommand();
    get.session = fakes.session;
    get.gate = fakes.gate;
    get.kind = "Application";
    assertThatThrownBy(get::execute).hasMessageContaining("Log in over SSH with an account");
  }

  @Test
  void applyUploadsFilesAndPutsTheirDigests() throws Exception {
    Files.writeString(folder.resolve("feed.sh"), "#!/bin/sh\n");
    assertThat(folder.resolve("feed.sh").toFile().setExecutable(true)).isTrue();
    Files.writeString(
        folder.resolve("app.yaml"),
        "kind: Application\nname: x\nspec:\n  components:\n    - artifacts: [{file: feed.sh}]\n");
    Documents documents = new Documents(new Folders(folder.toString()), fakes.store::put);
    Doc spec = documents.file("app.yaml", "demo").get(0).spec();
    assertThat(fakes.blobs.values())
        .containsExactly("#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(spec.at("/components/0/artifacts/0").map(Json::text))
        .contains(
            "{\"digest\":\""
                + fakes.blobs.keySet().iterator().next()
                + "\",\"executable\":true,\"path\":\"feed.sh\"}");
  }

  @Test
  void aTypedDocumentMayNotNameFiles() {
    String text = "kind: A\nname: x\nspec: {artifacts: [{file: /etc/passwd}]}";
    assertThatThrownBy(() -> new Documents(new Folders("/"), fakes.store::put).typed(text, "demo"))
        .hasMessageContaining("typed document");
    assertThat(fakes.blobs).isEmpty();
  }

  @Test
  void applyShowsThePlanAndDoesNothingWithoutAYes() {
    fakes.plan = plan();
    fakes.interactive = true;
    fakes.input.addAll(List.of("kind: Application", "name: line", ".", "n"));
    assertThatThrownBy(() -> fakes.as("ada", apply(false)))
        .hasMessageContaining("nothing was done");
    assertThat(fakes.printed())
        .contains("create", "Application/demo/line", "0.012", "EUR an hour", "gCO2e")
        .contains("memory", "Widen the site");
    assertThat(fakes.applied).isEmpty();
  }

  @Test
  void ctrlDEndsTheDocumentAndThenAnswersNo() {
    fakes.plan = plan();
    fakes.interactive = true;
    fakes.input.addAll(List.of("kind: Application", "name: line"));
    assertThatThrownBy(() -> fakes.as("ada", apply(false)))
        .hasMessageContaining("nothing was done");
    assertThat(fakes.printed()).contains("create");
    assertThat(fakes.applied).isEmpty();
  }

  @Test
  void applyAsksNobodyWhoIsNotThere() {
    fakes.input.addAll(List.of("kind: Application", "name: line", "."));
    assertThatThrownBy(() -> fakes.as("ada", apply(false))).hasMessageContaining("Add --yes");
    assertThat(fakes.applied).isEmpty();
  }

  @Test
  void applyGoesThroughThePlannerAndWaitsUntilReady() throws Exception {
    fakes.plan = plan();
    fakes.input.addAll(List.of("kind: Application", "name: line", "."));
    Resource ready =
        fakes
            .resources
            .get(LINE)
            .withConditions(List.of(Condition.yes("Ready", "Ready", "", Fakes.NOW)));
    Thread later =
        new Thread(
            () -> {
              while (!fakes.printed().contains("waits: " + LINE + " Starting: page starts")) {
                Thread.onSpinWait();
              }
              fakes.resources.put(LINE, ready);
              fakes.sinks.forEach(sink -> sink.accept(List.of()));
            });
    later.start();
    fakes.as("ada", apply(true));
    later.join();
    assertThat(fakes.printed()).endsWith(LINE + " is ready.\n");
    assertThat(fakes.applied).hasSize(1);
    assertThat(((Change.Put) fakes.applied.get(0).get(0)).draft().ref()).isEqualTo(LINE);
  }

  @Test
  void waitingHasABoundAndSaysWhatItWaitsFor() {
    fakes.plan = plan();
    fakes.input.addAll(List.of("kind: Application", "name: line", "."));
    ApplyCommand apply = apply(true);
    apply.timeout = 1;
    assertThatThrownBy(() -> fakes.as("ada", apply))
        .hasMessageContaining("still waiting: " + LINE + " Starting: page starts");
  }

  @Test
  void secretValuesAreTypedAndNeverShown() throws Exception {
    SecretSetCommand set = new SecretSetCommand();
    set.name = "vim";
    set.keys = List.of("password");
    fakes.interactive = true;
    fakes.input.add("s3cret");
    fakes.as("ada", set);
    assertThat(fakes.submitted.get(0).changes())
        .contains(
            new Change.Values(new Ref("Secret", "demo", "vim"), Map.of("password", "s3cret")));
    assertThat(fakes.submitted.get(0).door()).isEqualTo("shell");
    assertThat(fakes.printed()).contains("password").doesNotContain("s3cret");
  }

  @Test
  void auditShowsOnlyWhatTheCallerMayRead() throws Exception {
    fakes.entries.add(
        new Store.Numbered(
            1,
            new Entry(
                Entry.AUDIT,
                Fakes.NOW,
                Optional.of(LINE),
                "u1",
                "user:ada",
                "c",
                Doc.parse("{\"message\":\"did it\"}"))));
    AuditCommand audit = new AuditCommand();
    audit.store = fakes.store;
    fakes.as("ada", audit);
    assertThat(fakes.printed()).contains("user:ada", "did it");
    fakes.forbidden.add("read Audit");
    fakes.as("ada", audit);
    assertThat(fakes.printed()).endsWith("None that you may read.\n");
  }

  @Test
  void canIFailsWhenNot() throws Exception {
    CanICommand can = new CanICommand();
    can.verb = "delete";
    can.kind = "application";
    fakes.as("ada", can);
    assertThat(fakes.printed()).isEqualTo("yes\n");
    fakes.forbidden.add("delete Application");
    assertThatThrownBy(() -> fakes.as("ada", can)).hasMessageStartingWith("no: user:ada may not");
  }

  private ApplyCommand apply(boolean yes) {
    ApplyCommand apply = new ApplyCommand();
    apply.typed = true;
    apply.yes = yes;
    apply.planner = fakes.planner;
    apply.store = fakes.store;
    apply.context =
        (org.osgi.framework.BundleContext)
            java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {org.osgi.framework.BundleContext.class},
                (proxy, method, args) -> "");
    return apply;
  }

  private static Plan.Status plan() {
    Plan.Field cost =
        new Plan.Field(
            "/spec", Optional.empty(), Optional.of(Json.read("{\"cost\":{\"perHour\":0.012}}")));
    return Fakes.status(
        List.of(
            new Plan.Line(
                LINE.toString(), Plan.Verb.CREATE, Optional.of("local"), List.of(cost), List.of())),
        List.of(
            new Plan.Reason(
                LINE.toString(), "Site/system/small", "memory", "1Gi", "2Gi", "Widen the site")));
  }
}
