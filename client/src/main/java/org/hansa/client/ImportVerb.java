package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.console.Imports;
import org.hansa.core.console.Output;
import org.hansa.core.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a document in another format comes to, and plans or applies it. */
@Command(
    name = "import",
    description = "Make an application of a document in another format.",
    footer = {
      "Formats: compose, Docker Compose files. Without more it prints the application, to be",
      "kept, corrected and applied, and before it as comments whatever was not understood, with",
      "what to do. Variables of the file are those of --env alone; --env NAME takes its value",
      "from here.",
      "",
      "  hansa import compose shop/compose.yaml > shop.yaml",
      "  hansa import compose shop/compose.yaml --name shop --env TAG=7.4 --plan",
      "  hansa import compose - --name shop --apply --yes < compose.yaml"
    })
final class ImportVerb extends Planned {

  @Parameters(index = "0", paramLabel = "FORMAT", description = "For instance compose")
  private String format;

  @Parameters(index = "1", paramLabel = "FILE", description = "The document, or - for the input")
  private String file;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Of the application; as the document says if not said")
  private String name;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "A variable that the document uses; may be said several times")
  private List<String> env = new ArrayList<>();

  @Option(names = "--plan", description = "Say what applying it would do, and do nothing")
  private boolean plan;

  @Option(names = "--apply", description = "Apply it, after showing the plan and asking")
  private boolean apply;

  ImportVerb(Surroundings around) {
    super(around);
  }

  @Override
  void run(Terminal screen) throws Exception {
    if (plan && apply) {
      throw misused("--plan and --apply exclude each other");
    }
    Map<String, Object> said = new TreeMap<>();
    said.put("text", text());
    said.put("env", variables());
    if (name != null) {
      said.put("name", name);
    }
    tenant().ifPresent(t -> said.put("tenant", t));
    Remote remote = remote();
    JsonNode answer = remote.post("/imports/" + format, Json.tree(said));
    JsonNode application = answer.path("application");
    if (!plan && !apply) {
      if (json) {
        screen.json(answer);
      } else {
        Imports.show(screen, answer);
      }
      return;
    }
    Imports.notes(beside(screen), answer, "");
    JsonNode changes = Json.tree(Map.of("put", List.of(application)));
    if (plan) {
      show(screen, ask(remote, "/plan", changes));
    } else if (carryOut(screen, remote, changes, "Apply?")) {
      ready(
          screen,
          remote,
          List.of(ResourceJson.draft(application, application.path("tenant").asText()).ref()));
    }
  }

  private String text() throws IOException {
    try (InputStream in =
        file.equals("-")
            ? around().terminal().in()
            : Files.newInputStream(new OwnFiles().file(file))) {
      byte[] utf8 = in.readNBytes(Imports.MAX_BYTES + 1);
      if (utf8.length > Imports.MAX_BYTES) {
        throw Imports.tooLong();
      }
      return new String(utf8, StandardCharsets.UTF_8);
    }
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    for (String each : env) {
      int sign = each.indexOf('=');
      String variable = sign < 0 ? each : each.substring(0, sign);
      String value =
          sign < 0
              ? around()
                  .variable(variable)
                  .orElseThrow(
                      () ->
                          new Problem(
                              Problem.Reason.INVALID,
                              "the variable " + variable + " is not set here",
                              "Write --env " + variable + "=VALUE."))
              : each.substring(sign + 1);
      variables.put(variable, value);
    }
    return variables;
  }

  /** What was not understood goes beside the plan, which is what was asked for. */
  private static Output beside(Terminal screen) {
    return new Output() {
      @Override
      public void line(String text) {
        screen.aside(text);
      }

      @Override
      public void table(Table table) {
        table.lines(0, false).forEach(this::line);
      }

      @Override
      public int width() {
        return 0;
      }
    };
  }
}
