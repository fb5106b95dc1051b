package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.junit.jupiter.api.Test;

class CommandsTest {

  @Test
  void knowsEveryCommandOfTheBundle() throws IOException, URISyntaxException {
    Path classes =
        Path.of(HansaCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes.resolve("org/hansa/core/shell"))) {
      List<String> annotated =
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.matches("[A-Za-z]+Command\\.class"))
              .map(f -> f.replace(".class", ""))
              .filter(CommandsTest::isCommand)
              .toList();
      assertThat(annotated)
          .containsExactlyInAnyOrderElementsOf(
              Commands.all().stream().map(Class::getSimpleName).toList());
    }
  }

  @Test
  void everyCommandHasHelpOfOneScreenWithAnExample() {
    for (Class<? extends HansaCommand> type : Commands.all()) {
      String name = Commands.command(type).name();
      assertThat(type).hasAnnotation(Service.class);
      String scope = Commands.command(type).scope();
      assertThat(Commands.SCOPES).contains(scope);
      assertThat(Commands.help(type))
          .as(name)
          .hasSizeLessThan(30)
          .allMatch(line -> line.length() <= 110)
          .anyMatch(line -> line.contains("--json"))
          .anyMatch(
              line -> line.startsWith("  " + scope + ":" + name) && !line.contains("[options]"));
    }
  }

  @Test
  void optionsMayStandAnywhere() {
    assertThat(
            Commands.optionsFirst(GetCommand.class, List.of("Site", "-t", "demo", "x", "--json")))
        .containsExactly("-t", "demo", "--json", "Site", "x");
    assertThat(Commands.optionsFirst(ApplyCommand.class, List.of("f.yaml", "--yes", "--timeout=5")))
        .containsExactly("--yes", "--timeout=5", "f.yaml");
    assertThat(Commands.optionsFirst(ApplyCommand.class, List.of("-", "-t", "demo")))
        .containsExactly("-", "-t", "demo");
  }

  private static boolean isCommand(String simpleName) {
    try {
      Class<?> type = Class.forName(HansaCommand.class.getPackageName() + "." + simpleName);
      return type.isAnnotationPresent(Command.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
