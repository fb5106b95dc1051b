package org.hansa.core.kit;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hansa.core.driver.Ability;

/** What a session says that it can do. */
final class AbilityRules {

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
  private static final int MOST = 100;
  private static final int LONGEST = 1_000;

  private AbilityRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of("abilities-some", "A session has abilities.", AbilityRules::some),
        Rule.of("abilities-distinct", "No ability is there twice.", AbilityRules::distinct),
        Rule.of(
            "abilities-known",
            "Each ability is one of the contract's, by its name and its interface.",
            AbilityRules::known),
        Rule.of(
            "abilities-stable",
            "The abilities of an endpoint are the same each time and in each session.",
            AbilityRules::stable),
        Rule.of(
            "capabilities-plain",
            "Capabilities are a bounded number of plain words with a short value.",
            AbilityRules::capabilities));
  }

  private static List<String> names(Opened session) {
    return session.session().facets().stream().map(Ability::name).toList();
  }

  private static void some(Stage stage) {
    Broken.unless(!stage.ours().abilities().isEmpty(), "there are none");
  }

  private static void distinct(Stage stage) {
    Set<String> seen = new HashSet<>();
    names(stage.ours()).forEach(n -> Broken.unless(seen.add(n), n + " is there twice"));
  }

  private static void known(Stage stage) {
    for (Ability ability : stage.ours().abilities()) {
      String name = ability.name();
      Class<?> type =
          Known.byName(name)
              .orElseThrow(
                  () ->
                      new Broken("'" + name + "' is none of " + String.join(", ", Known.names())));
      Broken.unless(type.isInstance(ability), name + " is no " + type.getSimpleName());
    }
  }

  private static void stable(Stage stage) {
    List<String> first = names(stage.ours());
    List<String> again = names(stage.ours());
    Broken.unless(first.equals(again), "they were " + first + " and are " + again);
    List<String> next = names(stage.reopened());
    Broken.unless(first.equals(next), "they were " + first + ", in a new session " + next);
  }

  private static void capabilities(Stage stage) {
    Map<String, String> said = stage.ours().session().capabilities();
    Broken.unless(said.size() <= MOST, "there are " + said.size());
    said.forEach(
        (word, value) -> {
          Broken.unless(
              WORD.matcher(word).matches(), "'" + Words.brief(word) + "' is no lower-case word");
          Broken.unless(
              value.length() <= LONGEST && value.chars().noneMatch(c -> c < ' '),
              word + " has a value that is long or of several lines: " + Words.brief(value));
        });
  }
}
