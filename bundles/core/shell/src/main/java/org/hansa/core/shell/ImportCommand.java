package org.hansa.core.shell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.format.Importer;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Imports;
import org.hansa.core.console.Plans;
import org.osgi.framework.BundleContext;

/** Shows what a document in another format comes to, and plans or applies it. */
@Service
@Command(
    scope = "hansa",
    name = "import",
    description =
        "Make an application of a document in another format; says what was not understood",
    detailedDescription =
        """
        Formats: compose, Docker Compose files. Without more it shows the application, to be kept,
        corrected and applied, and before it as comments whatever was not understood, with what to
        do. --plan says what applying it would do, --apply asks and does it. Variables of the file
        are those of --env alone. Files are read from the folders of hansa.folders.

          hansa:import compose shop/compose.yaml
          hansa:import compose shop/compose.yaml --name shop --env TAG=7.4 --plan
          hansa:import compose - --name shop --apply     paste, end with a line of a single dot
        """)
public class ImportCommand extends HansaCommand {

  @Argument(name = "format", description = "The format, for instance compose", required = true)
  String format;

  @Argument(index = 1, name = "file", description = "The document")
  @Completion(DocumentCompleter.class)
  String file;

  @Option(name = "-", description = "Read the document from the input")
  boolean typed;

  @Option(name = "--name", description = "Of the application; as the document says if not said")
  String name;

  @Option(name = "--env", description = "A variable that it uses, NAME=value", multiValued = true)
  List<String> env = new ArrayList<>();

  @Option(name = "--plan", description = "Say what applying it would do, and do nothing")
  boolean plan;

  @Option(name = "--apply", description = "Apply it, after showing the plan and asking")
  boolean apply;

  @Option(
      name = "-t",
      aliases = {"--tenant"},
      description = "The tenant of the application; yours if not said")
  @Completion(TenantCompleter.class)
  String tenant;

  @Option(
      name = "-y",
      aliases = {"--yes"},
      description = "With --apply: do not ask")
  boolean yes;

  @Option(name = "--no-wait", description = "With --apply: return when it is accepted")
  boolean noWait;

  @Option(name = "--timeout", description = "Seconds to wait until ready")
  int timeout = 180;

  @Reference Planner planner;
  @Reference Store store;
  @Reference BundleContext context;
  @Reference List<Importer> importers;

  @Override
  void run(Screen screen) throws Exception {
    Principal principal = principal();
    if (typed == (file != null) || (plan && apply)) {
      throw new Problem(
          Problem.Reason.INVALID,
          typed == (file != null)
              ? "no document was named"
              : "--plan and --apply exclude each other",
          "Write a format and a file, or '-'; then --plan or --apply.");
    }
    Importer.Wanted wanted =
        new Importer.Wanted(
            tenant(tenant, principal), Optional.ofNullable(name), AskCommand.pairs(env));
    ObjectNode answer = Imports.read(importers, format, typed ? screen.document() : text(), wanted);
    if (!plan && !apply) {
      if (json) {
        screen.json(answer);
      } else {
        Imports.show(screen, answer);
      }
      return;
    }
    Draft draft = ResourceJson.draft(answer.get("application"), wanted.tenant());
    if (!json) {
      Imports.notes(screen, answer, "");
    }
    carryOut(screen, principal, draft, answer);
  }

  private String text() throws IOException {
    Folders folders = new Folders(context.getProperty(Folders.PROPERTY));
    try (InputStream in = Files.newInputStream(folders.file(file))) {
      byte[] utf8 = in.readNBytes(Imports.MAX_BYTES + 1);
      if (utf8.length > Imports.MAX_BYTES) {
        throw Imports.tooLong();
      }
      return new String(utf8, StandardCharsets.UTF_8);
    }
  }

  private void carryOut(Screen screen, Principal principal, Draft draft, ObjectNode answer)
      throws Exception {
    List<Change> changes = List.of(Change.Put.of(draft));
    if (plan || !yes) {
      show(screen, planner.plan(principal, changes), answer);
    }
    if (plan) {
      return;
    }
    if (!yes) {
      screen.confirm("Apply?");
    }
    Plan.Status done = planner.apply(principal, DOOR, cause(), changes);
    if (yes) {
      show(screen, done, answer);
    }
    if (!noWait && !done.changes().isEmpty()) {
      new Progress(gate, store, InstantSource.system())
          .ready(screen, principal, List.of(draft.ref()), Duration.ofSeconds(Math.max(1, timeout)));
    }
  }

  /** For programs all in one: what it came to, and what would be or is done. */
  private void show(Screen screen, Plan.Status status, ObjectNode answer) {
    if (json) {
      screen.json(answer.deepCopy().set("plan", Json.tree(status)));
    } else {
      new Plans(screen).show(status);
    }
  }
}
