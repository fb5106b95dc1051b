package org.hansa.core.shell;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;

/** The commands of this bundle as their annotations describe them: for help and order of words. */
final class Commands {

  static final String SCOPE = "hansa";

  /** Commands about the store as a whole; their scope is always written. */
  static final String STORE = "store";

  /** Commands about drivers. */
  static final String DRIVER = "driver";

  /** Commands about code that is installed beside Hansa's own. */
  static final String EXTENSION = "extension";

  static final Set<String> SCOPES = Set.of(SCOPE, STORE, DRIVER, EXTENSION);

  private static final List<Class<? extends HansaCommand>> ALL =
      List.of(
          AcceptCommand.class,
          AccountCreateCommand.class,
          ApplyCommand.class,
          AskCommand.class,
          AuditCommand.class,
          BackupCommand.class,
          BackupDeleteCommand.class,
          BackupsCommand.class,
          CanICommand.class,
          CheckCommand.class,
          CommitCommand.class,
          DeleteCommand.class,
          DescribeCommand.class,
          DoCommand.class,
          DriverListCommand.class,
          DriverNewCommand.class,
          DriverRulesCommand.class,
          DriverVerifyCommand.class,
          EventsCommand.class,
          ExtensionInstallCommand.class,
          ExtensionListCommand.class,
          ExtensionRollbackCommand.class,
          ExplainCommand.class,
          GetCommand.class,
          HoldCommand.class,
          ImportCommand.class,
          KindsCommand.class,
          LedgerCommand.class,
          LogsCommand.class,
          PasswordCommand.class,
          PlanCommand.class,
          RekeyCommand.class,
          ReleaseCommand.class,
          RestoreCommand.class,
          RetryCommand.class,
          SecretSetCommand.class,
          RoleCreateCommand.class,
          TenantCreateCommand.class,
          TopCommand.class,
          UsageCommand.class,
          WatchCommand.class,
          WhoCanCommand.class);

  private Commands() {}

  static List<Class<? extends HansaCommand>> all() {
    return ALL;
  }

  static Optional<Class<? extends HansaCommand>> named(String name) {
    return ALL.stream().filter(c -> word(c).equals(word(name))).findFirst();
  }

  /** A command as it is typed: without the scope {@code hansa}. */
  static String word(String typed) {
    return typed.startsWith(SCOPE + ":") ? typed.substring(SCOPE.length() + 1) : typed;
  }

  static String word(Class<?> type) {
    return word(command(type).scope() + ":" + command(type).name());
  }

  static Command command(Class<?> type) {
    return type.getAnnotation(Command.class);
  }

  /** Karaf reads options only before arguments; people write them anywhere. */
  static List<String> optionsFirst(Class<?> type, List<String> words) {
    List<String> options = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        arguments.addAll(words.subList(i + 1, words.size()));
        break;
      }
      if (word.startsWith("-")) {
        options.add(word);
        boolean takesNext = !word.contains("=") && takesValue(type, word);
        if (takesNext && i + 1 < words.size()) {
          options.add(words.get(++i));
        }
      } else {
        arguments.add(word);
      }
    }
    options.addAll(arguments);
    return options;
  }

  private static boolean takesValue(Class<?> type, String word) {
    return fields(type)
        .filter(field -> field.isAnnotationPresent(Option.class))
        .filter(field -> names(field.getAnnotation(Option.class)).contains(word))
        .anyMatch(field -> field.getType() != boolean.class);
  }

  /** One screen: what it does, how it is written, what the options mean, an example. */
  static List<String> help(Class<?> type) {
    List<String> lines = new ArrayList<>();
    List<Field> arguments =
        fields(type)
            .filter(field -> field.isAnnotationPresent(Argument.class))
            .sorted(Comparator.comparingInt(f -> f.getAnnotation(Argument.class).index()))
            .toList();
    StringBuilder usage =
        new StringBuilder("  " + command(type).scope() + ":" + command(type).name() + " [options]");
    for (Field field : arguments) {
      Argument argument = field.getAnnotation(Argument.class);
      String word = argument.name().toUpperCase(java.util.Locale.ROOT);
      usage.append(argument.required() ? " " + word : " [" + word + "]");
      usage.append(argument.multiValued() ? "..." : "");
    }
    lines.add(command(type).description() + ".");
    lines.add("");
    lines.add(usage.toString());
    lines.add("");
    for (Field field : arguments) {
      Argument argument = field.getAnnotation(Argument.class);
      lines.add(entry(argument.name().toUpperCase(java.util.Locale.ROOT), argument.description()));
    }
    fields(type)
        .filter(field -> field.isAnnotationPresent(Option.class))
        .map(field -> field.getAnnotation(Option.class))
        .sorted(Comparator.comparing(Option::name))
        .forEach(o -> lines.add(entry(String.join(", ", names(o)), o.description())));
    lines.add("");
    command(type).detailedDescription().lines().forEach(lines::add);
    return lines;
  }

  private static String entry(String what, String description) {
    return "  %-16s %s".formatted(what, description);
  }

  private static List<String> names(Option option) {
    return Stream.concat(Stream.of(option.name()), Arrays.stream(option.aliases())).toList();
  }

  private static Stream<Field> fields(Class<?> type) {
    return type == Object.class
        ? Stream.empty()
        : Stream.concat(fields(type.getSuperclass()), Arrays.stream(type.getDeclaredFields()));
  }
}
