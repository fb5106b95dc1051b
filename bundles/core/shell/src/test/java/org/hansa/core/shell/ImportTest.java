package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.format.Imported;
import org.hansa.core.api.format.Importer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** Documents in other formats, from the shell. */
class ImportTest {

  @TempDir Path folder;
  private final Fakes fakes = new Fakes();

  /** Takes the document as it is for the spec. */
  private static final class AsItIs implements Importer {

    @Override
    public String format() {
      return "plain";
    }

    @Override
    public String about() {
      return "A spec";
    }

    @Override
    public Imported read(JsonNode document, Wanted wanted) {
      Ref ref = new Ref("Application", wanted.tenant(), wanted.name().orElse("shop"));
      return new Imported(
          new Draft(ref, wanted.variables(), Optional.empty(), Set.of(), Doc.of(document)),
          List.of(
              new Imported.Note("web.volumes[0]", "a:/b", false, "no volume is kept", "Move it."),
              new Imported.Note("web.ports[0]", "80\n80", true, "not kept", "Listen.")));
    }
  }

  private ImportCommand command(String text) throws Exception {
    Files.writeString(folder.resolve("compose.yaml"), text);
    ImportCommand command = new ImportCommand();
    command.importers = List.of(new AsItIs());
    command.planner = fakes.planner;
    command.store = fakes.store;
    command.context =
        (BundleContext)
            Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, args) -> folder.toString());
    command.format = "plain";
    command.file = "compose.yaml";
    command.noWait = true;
    return command;
  }

  @Test
  void showsTheApplicationAndBeforeItWhatWasNotUnderstood() throws Exception {
    ImportCommand command = command("size: &s 2\nother: *s\n");
    command.env = List.of("TAG=7=8");
    fakes.as("ada", command);

    assertThat(fakes.printed().lines())
        .containsExactly(
            "# Not understood, or only in part: 2",
            "# web.volumes[0] 'a:/b': no volume is kept. Move it.",
            "# web.ports[0] '80 80' (in part): not kept. Listen.",
            "kind: Application",
            "tenant: demo",
            "name: shop",
            "labels:",
            "  TAG: \"7=8\"",
            "spec:",
            "  other: 2",
            "  size: 2");
    assertThat(fakes.applied).isEmpty();
  }

  @Test
  void plansAndDoesNothing() throws Exception {
    ImportCommand command = command("size: 2");
    command.plan = true;
    fakes.as("ada", command);

    assertThat(fakes.printed())
        .contains("Not understood, or only in part: 2", "Nothing would change.");
    assertThat(fakes.applied).isEmpty();
  }

  @Test
  void appliesAfterYes() throws Exception {
    ImportCommand command = command("size: 2");
    command.apply = true;
    command.name = "other";
    assertThatThrownBy(() -> fakes.as("ada", command)).hasMessageContaining("nobody can be asked");
    assertThat(fakes.applied).isEmpty();

    command.yes = true;
    command.json = true;
    fakes.as("ada", command);
    assertThat(((Change.Put) fakes.applied.get(0).get(0)).draft())
        .isEqualTo(
            new Draft(
                Ref.parse("Application/demo/other"),
                Map.of(),
                Optional.empty(),
                Set.of(),
                Doc.parse("{\"size\":2}")));
  }

  @Test
  void printsAllInOneForPrograms() throws Exception {
    ImportCommand command = command("size: 2");
    command.plan = true;
    command.json = true;
    fakes.as("ada", command);

    JsonNode printed = Json.read(fakes.printed());
    assertThat(printed.at("/application/spec/size").asInt()).isEqualTo(2);
    assertThat(printed.at("/notUnderstood/0/path").asText()).isEqualTo("web.volumes[0]");
    assertThat(printed.at("/plan/state").asText()).isEqualTo("PLANNED");
  }

  @Test
  void whatIsPastedIsReadToo() throws Exception {
    ImportCommand command = command("");
    command.file = null;
    command.typed = true;
    fakes.input.addAll(List.of("size: 3"));
    fakes.as("ada", command);

    assertThat(fakes.printed()).contains("size: 3");
  }

  @Test
  void whatIsWrongIsOneLine() throws Exception {
    ImportCommand twice = command("a: 1\na: 2");
    assertThatThrownBy(() -> fakes.as("ada", twice)).hasMessageContaining("at line 2, column 1");
    ImportCommand format = command("a: 1");
    format.format = "plane";
    assertThatThrownBy(() -> fakes.as("ada", format))
        .hasMessageContaining("Maybe 'plain' was meant");
    ImportCommand both = command("a: 1");
    both.plan = true;
    both.apply = true;
    assertThatThrownBy(() -> fakes.as("ada", both)).hasMessageContaining("exclude each other");
    ImportCommand file = command("a: 1");
    file.file = "../compose.yaml";
    assertThatThrownBy(() -> fakes.as("ada", file)).hasMessageContaining("no file");
  }
}
