package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.console.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Code beside Hansa's own. */
@Command(
    name = "extension",
    description = "Extensions: code that is installed beside Hansa's own.",
    subcommands = {
      ExtensionVerbs.Install.class,
      ExtensionVerbs.ListAll.class,
      ExtensionVerbs.Rollback.class
    })
final class ExtensionVerbs extends Group {

  private static final String PATH = "/extensions/" + Principal.SYSTEM_TENANT + "/";

  /** The name may be an archive's word, and that anybody's. */
  private static String path(String name) {
    return PATH
        + new Ref(Extension.KIND, Principal.SYSTEM_TENANT, name.toLowerCase(Locale.ROOT)).name();
  }

  /** Installs code. */
  @Command(
      name = "install",
      description =
          "Install a driver, routes or a component from an archive, or a new version of it.",
      footer = {
        "A KAR of one bundle, or the bundle. Every node runs it. A new version runs before the",
        "former one goes; if it does not start, the former one goes on. First is said which",
        "bundles would be made anew for it: if Hansa's own are among them it is refused, unless",
        "--force. So is what is signed by another than what it replaces. Whatever runs there may",
        "do what Hansa itself may: take it from whom you trust.",
        "It goes by hansa delete extension NAME -t system.",
        "",
        "  hansa extension install --plan acme-driver.kar",
        "  hansa extension install --as acme-next acme-driver-2.kar"
      })
  static final class Install extends Verb {

    private static final Duration UPLOAD = Duration.ofMinutes(30);

    @Parameters(index = "0", paramLabel = "FILE", description = "The archive")
    private String archive;

    @Option(
        names = "--as",
        paramLabel = "NAME",
        description = "By which name; the bundle's if not said")
    private String name;

    @Option(names = "--plan", description = "Only say what it would do")
    private boolean plan;

    @Option(
        names = "--force",
        description = "Though bundles of Hansa would be made anew, or another has signed it")
    private boolean force;

    Install(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) throws IOException {
      Path file = new OwnFiles().file(archive);
      String as = Optional.ofNullable(name).orElseGet(() -> BundleName.of(file));
      Door door = remote().door();
      String path = path(as) + "/archive";
      JsonNode seen = send(door, Ask.path(path, Map.of("plan", "true")), file);
      if (!json) {
        new Reports(screen).archive(Json.view(seen, Extensions.Inspection.class));
      }
      if (!plan) {
        seen = send(door, Ask.path(path, Map.of("force", force ? "true" : "")), file);
      }
      if (json) {
        screen.json(seen);
      } else if (!plan) {
        screen.line("It is asked for; extension list shows how it goes.");
      }
    }

    private static JsonNode send(Door door, String path, Path file) throws IOException {
      return door.send(Ask.bytes("PUT", path, BodyPublishers.ofFile(file)).within(UPLOAD)).json();
    }
  }

  /** Lists them. */
  @Command(
      name = "list",
      description = "List what is installed beside Hansa's own code, and how it is on each node.",
      footer = {
        "The archive is named by the beginning of its digest.",
        "",
        "  hansa extension list"
      })
  static final class ListAll extends Verb {

    ListAll(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      Remote remote = remote();
      Remote.Found all = remote.list(remote.kind(Extension.KIND), Map.of(), Remote.MOST);
      if (json) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.putArray("items").addAll(all.items());
        screen.json(tree);
      } else {
        new Reports(screen).extensions(all.resources());
      }
    }
  }

  /** Goes back to what one was. */
  @Command(
      name = "rollback",
      description = "Run what an extension was before its last change.",
      footer = {
        "If the last change did not start anywhere, it is taken back. Twice is forth again.",
        "",
        "  hansa extension rollback com.acme.driver"
      })
  static final class Rollback extends Verb {

    @Parameters(index = "0", paramLabel = "EXTENSION", description = "Its name")
    private String extension;

    Rollback(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      JsonNode answer = remote().door().send(Ask.of("POST", path(extension) + "/rollback")).json();
      if (json) {
        screen.json(answer);
      } else {
        screen.line(extension + " goes back to " + answer.path("version").asText() + ".");
      }
    }
  }
}
