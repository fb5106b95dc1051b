package org.hansa.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A line being typed, as far as the cursor.
 *
 * @param verb the innermost that is named
 * @param arguments of it that are whole, without options
 * @param options of it that are whole, with their values
 * @param pending the option whose value is being typed
 * @param word at the cursor
 */
record Typed(
    CommandSpec verb,
    List<String> arguments,
    Map<String, String> options,
    Optional<OptionSpec> pending,
    String word) {

  static Typed of(CommandSpec root, List<String> words) {
    CommandSpec verb = root;
    List<String> arguments = new ArrayList<>();
    Map<String, String> options = new TreeMap<>();
    Optional<OptionSpec> pending = Optional.empty();
    List<String> whole = words.isEmpty() ? words : words.subList(0, words.size() - 1);
    for (String each : whole) {
      if (pending.isPresent()) {
        options.put(pending.get().names()[0], each);
        pending = Optional.empty();
      } else if (each.startsWith("-") && each.length() > 1) {
        pending =
            Optional.ofNullable(verb.findOption(each)).filter(option -> option.arity().max() > 0);
      } else if (arguments.isEmpty() && verb.subcommands().containsKey(each)) {
        verb = verb.subcommands().get(each).getCommandSpec();
      } else {
        arguments.add(each);
      }
    }
    String word = words.isEmpty() ? "" : words.get(words.size() - 1);
    return new Typed(verb, arguments, options, pending, word);
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** The first argument: where names are completed it says of what kind they are. */
  Optional<String> first() {
    return arguments.stream().findFirst();
  }

  /** What is known without asking anybody: verbs and options. */
  List<String> known() {
    if (pending.isPresent()) {
      return List.of();
    }
    if (word.startsWith("-")) {
      return verb.options().stream()
          .filter(option -> !option.hidden())
          .flatMap(option -> List.of(option.names()).stream())
          .toList();
    }
    if (!arguments.isEmpty()) {
      return List.of();
    }
    return verb.subcommands().entrySet().stream()
        .filter(each -> !isHidden(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isHidden(CommandLine command) {
    return command.getCommandSpec().usageMessage().hidden();
  }

  /** What is being typed, by the word that stands for it in the help; empty if nothing is. */
  String label() {
    if (pending.isPresent()) {
      return pending.get().paramLabel();
    }
    return verb.positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(arguments.size()))
        .map(PositionalParamSpec::paramLabel)
        .findFirst()
        .orElse("");
  }
}
